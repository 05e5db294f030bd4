/* SPDX-License-Identifier: Apache-2.0 */
/* What libsecp256k1 names of a C library where there is none. */
#ifndef SCRAP_STDLIB_H
#define SCRAP_STDLIB_H
#include <stddef.h>
void *malloc(size_t byte_count);
void *realloc(void *memory, size_t byte_count);
void free(void *memory);
void abort(void) __attribute__((noreturn));
#endif
