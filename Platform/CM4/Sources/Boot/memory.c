/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What compilers call without being asked. Every access is aligned: before the
 * memory map is on, no other is allowed.
 */
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((may_alias)) word;
typedef uint32_t __attribute__((may_alias)) half;

/* Upwards, by the largest steps that both ends allow. The ends may overlap if
 * `out` is the lower one: of each step, all is read before any is written. */
static inline __attribute__((always_inline)) void copy_up(
    uint8_t *out, const uint8_t *in, size_t count) {
  const uintptr_t apart = (uintptr_t)out ^ (uintptr_t)in;
  if ((apart & 3) == 0) {
    for (; count > 0 && ((uintptr_t)out & 3) != 0; count--) *out++ = *in++;
    if ((apart & 7) == 0) {
      if (count >= 4 && ((uintptr_t)out & 7) != 0) {
        *(half *)out = *(const half *)in;
        count -= 4, out += 4, in += 4;
      }
      for (; count >= 32; count -= 32, out += 32, in += 32) {
        const word *from = (const word *)in;
        word *to = (word *)out;
        const word a = from[0], b = from[1], c = from[2], d = from[3];
        to[0] = a, to[1] = b, to[2] = c, to[3] = d;
      }
      for (; count >= 8; count -= 8, out += 8, in += 8)
        *(word *)out = *(const word *)in;
    }
    for (; count >= 4; count -= 4, out += 4, in += 4)
      *(half *)out = *(const half *)in;
  }
  while (count-- > 0) *out++ = *in++;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  copy_up(to, from, count);
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  uint8_t *out = to;
  const uint8_t *in = from;
  if (out <= in || out >= in + count) {
    copy_up(out, in, count);
  } else {
    while (count-- > 0) out[count] = in[count];
  }
  return to;
}

void *memset(void *to, int value, size_t count) {
  uint8_t *out = to;
  const word eight = 0x0101010101010101UL * (uint8_t)value;
  while (count > 0 && ((uintptr_t)out & 7) != 0) {
    *out++ = (uint8_t)value;
    count--;
  }
  for (; count >= 8; count -= 8, out += 8) *(word *)out = eight;
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
