/* SPDX-License-Identifier: Apache-2.0 */
/* Counter, stack and emulator. */
#include "boot.h"
#include "layout.h"

#define PAINT 0xa5a5a5a5a5a5a5a5UL

uint64_t boot_counter(void) {
  uint64_t ticks;
  __asm__ volatile("isb\nmrs %0, cntpct_el0" : "=r"(ticks)::"memory");
  return ticks;
}

uint64_t boot_counter_frequency(void) {
  uint64_t frequency;
  __asm__ volatile("mrs %0, cntfrq_el0" : "=r"(frequency));
  return frequency;
}

uint32_t boot_stack_byte_count(void) {
  return (uint32_t)(__stack_top - __stack_bottom);
}

uint32_t boot_stack_high_water(void) {
  const volatile uint64_t *word = (const volatile uint64_t *)__stack_bottom;
  while ((const volatile char *)word < __stack_top && *word == PAINT) word++;
  return (uint32_t)(__stack_top - (const volatile char *)word);
}

void boot_barrier(void) { __asm__ volatile("dsb sy" ::: "memory"); }

void boot_exit(uint32_t status) {
  /* SYS_EXIT: ADP_Stopped_ApplicationExit and the status. */
  const uint64_t block[2] = {0x20026, status};
  boot_semihosting(0x18, block);
}

#define MEMORY(name, bytes)                                       \
  static uint8_t name##_bytes[bytes] __attribute__((aligned(64))); \
  struct boot_memory boot_##name##_memory(void) {                  \
    return (struct boot_memory){name##_bytes, sizeof name##_bytes}; \
  }

MEMORY(store, 1024 * 1024)
MEMORY(work, 160 * 1024)
MEMORY(profile, 64 * 1024)
MEMORY(card, 1024)
MEMORY(object, 4096)

extern const uint8_t boot_build_id_bytes[16];

const uint8_t *boot_build_id(void) { return boot_build_id_bytes; }
