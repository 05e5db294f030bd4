/* SPDX-License-Identifier: Apache-2.0 */
#include "pthread.h"

#include <stdlib.h>

int pthread_mutex_init(pthread_mutex_t *mutex, const void *attributes) {
  (void)attributes;
  mutex->is_held = 0;
  return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
  if (mutex->is_held) abort(); /* a real one would wait for ever */
  mutex->is_held = 1;
  return 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
  if (!mutex->is_held) abort();
  mutex->is_held = 0;
  return 0;
}

int pthread_attr_init(pthread_attr_t *attributes) {
  attributes->stack = NULL;
  attributes->stack_byte_count = 0;
  return 0;
}

int pthread_attr_setstack(pthread_attr_t *attributes, void *stack,
                          size_t stack_byte_count) {
  attributes->stack = stack;
  attributes->stack_byte_count = stack_byte_count;
  return 0;
}

/* Calls body(argument) with the stack pointer at top, and puts it back. */
__attribute__((naked)) static void call_on_stack(void *argument,
                                                 void *(*body)(void *),
                                                 void *top) {
  (void)argument, (void)body, (void)top;
  __asm__("push {r4, lr}\n"
          "mov r4, sp\n"
          "mov sp, r2\n"
          "blx r1\n"
          "mov sp, r4\n"
          "pop {r4, pc}\n");
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*body)(void *), void *argument) {
  *thread = 0;
  if (attributes == NULL) {
    body(argument);
  } else {
    call_on_stack(argument, body,
                  (char *)attributes->stack + attributes->stack_byte_count);
  }
  return 0;
}

int pthread_join(pthread_t thread, void **result) {
  (void)thread;
  if (result != NULL) *result = NULL;
  return 0;
}
