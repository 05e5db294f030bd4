/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What compilers call without being asked, and what libsecp256k1's object
 * names but must never reach: those stop in a report.
 */
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  uint8_t *out = to;
  const uint8_t *in = from;
  for (; count >= 8 && (((uintptr_t)out | (uintptr_t)in) & 7) == 0;
       count -= 8, out += 8, in += 8) {
    *(uint64_t *)out = *(const uint64_t *)in;
  }
  while (count-- > 0) *out++ = *in++;
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  uint8_t *out = to;
  const uint8_t *in = from;
  if (out <= in || out >= in + count) return memcpy(to, from, count);
  while (count-- > 0) out[count] = in[count];
  return to;
}

void *memset(void *to, int value, size_t count) {
  uint8_t *out = to;
  const uint64_t word = 0x0101010101010101UL * (uint8_t)value;
  while (count > 0 && ((uintptr_t)out & 7) != 0) {
    *out++ = (uint8_t)value;
    count--;
  }
  for (; count >= 8; count -= 8, out += 8) *(uint64_t *)out = word;
  while (count-- > 0) *out++ = (uint8_t)value;
  return to;
}

int memcmp(const void *one, const void *other, size_t count) {
  const uint8_t *a = one, *b = other;
  for (size_t index = 0; index < count; index++) {
    if (a[index] != b[index]) return a[index] < b[index] ? -1 : 1;
  }
  return 0;
}

uintptr_t __stack_chk_guard = 0x5c4a95c0de12f0a1;
void *stderr;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
_Noreturn void abort(void) { __builtin_trap(); }
_Noreturn void *malloc(size_t count) { (void)count; __builtin_trap(); }
_Noreturn void free(void *memory) { (void)memory; __builtin_trap(); }
_Noreturn int __fprintf_chk(void *stream, int flag, const char *format, ...) {
  (void)stream, (void)flag, (void)format;
  __builtin_trap();
}
