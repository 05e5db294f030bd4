/* SPDX-License-Identifier: Apache-2.0 */
/* What libsecp256k1 names of a C library where there is none. */
#ifndef SCRAP_STRING_H
#define SCRAP_STRING_H
#include <stddef.h>
void *memcpy(void *to, const void *from, size_t byte_count);
void *memset(void *memory, int byte, size_t byte_count);
void *memmove(void *to, const void *from, size_t byte_count);
int memcmp(const void *one, const void *other, size_t byte_count);
size_t strlen(const char *text);
#endif
