/* SPDX-License-Identifier: Apache-2.0 */
/* Threads of a board that has none: the harness's threads run one after
 * another, each on the stack it was given, and a mutex that is held already
 * stops the program. */
#ifndef BARE_PTHREAD_H
#define BARE_PTHREAD_H

#include <stddef.h>

typedef int pthread_t;
typedef struct pthread_mutex_t {
  int is_held;
} pthread_mutex_t;
typedef struct pthread_attr_t {
  void *stack;
  size_t stack_byte_count;
} pthread_attr_t;

int pthread_mutex_init(pthread_mutex_t *mutex, const void *attributes);
int pthread_mutex_lock(pthread_mutex_t *mutex);
int pthread_mutex_unlock(pthread_mutex_t *mutex);
int pthread_attr_init(pthread_attr_t *attributes);
int pthread_attr_setstack(pthread_attr_t *attributes, void *stack,
                          size_t stack_byte_count);
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*body)(void *), void *argument);
int pthread_join(pthread_t thread, void **result);

#endif
