/* SPDX-License-Identifier: Apache-2.0 */
/* Holds the CM4 image's memory functions against plain loops: every pair of
 * alignments, every length up to 80, and every overlap. Linked with them under
 * the names below, with the sanitizers for addresses and alignment. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void *cm4_memcpy(void *to, const void *from, size_t count);
void *cm4_memmove(void *to, const void *from, size_t count);
void *cm4_memset(void *to, int value, size_t count);
int cm4_memcmp(const void *one, const void *other, size_t count);

enum { SIZE = 128, LENGTH_MAX = 80 };
static _Alignas(16) uint8_t source[SIZE], found[SIZE], wanted[SIZE];
static long failure_count, check_count;

static void expect(int holds, const char *what, int to, int from, int count) {
  check_count++;
  if (holds) return;
  if (failure_count++ < 10)
    printf("FAILED %s: to %d from %d, %d bytes\n", what, to, from, count);
}

static void fill(void) {
  for (int index = 0; index < SIZE; index++) {
    source[index] = (uint8_t)(index * 37 + 11);
    found[index] = wanted[index] = (uint8_t)(index * 91 + 5);
  }
}

static int is_same(void) {
  for (int index = 0; index < SIZE; index++)
    if (found[index] != wanted[index]) return 0;
  return 1;
}

static void copy(int to, int from, int count) {
  fill();
  for (int index = 0; index < count; index++)
    wanted[to + index] = source[from + index];
  void *back = cm4_memcpy(found + to, source + from, (size_t)count);
  expect(is_same() && back == found + to, "memcpy", to, from, count);
}

static void move(int to, int from, int count) {
  fill();
  uint8_t kept[SIZE];
  for (int index = 0; index < count; index++) kept[index] = found[from + index];
  for (int index = 0; index < count; index++) wanted[to + index] = kept[index];
  void *back = cm4_memmove(found + to, found + from, (size_t)count);
  expect(is_same() && back == found + to, "memmove", to, from, count);
}

static void set(int to, int value, int count) {
  fill();
  for (int index = 0; index < count; index++)
    wanted[to + index] = (uint8_t)value;
  void *back = cm4_memset(found + to, value, (size_t)count);
  expect(is_same() && back == found + to, "memset", to, value, count);
}

static void compare(int to, int from, int count, int place) {
  fill();
  for (int index = 0; index < count; index++)
    found[to + index] = source[from + index];
  if (place < count) found[to + place] ^= 0x80;
  int wanted_sign = place >= count                                  ? 0
                    : found[to + place] < source[from + place] ? -1
                                                                    : 1;
  expect(cm4_memcmp(found + to, source + from, (size_t)count) == wanted_sign,
         "memcmp", to, from, count);
}

int main(void) {
  for (int to = 0; to < 16; to++) {
    for (int count = 0; count <= LENGTH_MAX; count++) {
      for (int from = 0; from < 16; from++) {
        copy(to, from, count);
        compare(to, from, count, (to * 7 + from) % (LENGTH_MAX + 1));
      }
      for (int from = 0; from <= SIZE - LENGTH_MAX; from++)
        move(to, from, count), move(from, to, count);
      set(to, 0x1a5, count);
    }
  }
  printf("memory functions: %ld checks, %ld failed\n", check_count,
         failure_count);
  return failure_count == 0 ? 0 : 1;
}
