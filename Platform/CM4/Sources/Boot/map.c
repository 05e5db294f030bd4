/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The memory map: each address is itself. Only what is used is mapped, so that
 * a stray pointer ends in a report: the image and its memory in pages of 4 KiB
 * (code to execute, constants to read, the rest to write, guards under both
 * stacks), and the window of the devices in blocks of 2 MiB.
 */
#include "boot.h"
#include "layout.h"

#define PAGE 4096UL
#define BLOCK (512UL * PAGE)
#define IMAGE_BLOCKS (BOOT_MEMORY_END / BLOCK)

#define VALID_TABLE 3UL
#define VALID_PAGE 3UL
#define VALID_BLOCK 1UL
#define ACCESSED (1UL << 10)
#define SHARED (3UL << 8)
#define READ_ONLY (2UL << 6)
#define NORMAL (1UL << 2)
#define DEVICE (0UL << 2)
#define NO_EXECUTE (3UL << 53)

/* Device-nGnRE first, then normal memory, written back. */
#define MEMORY_ATTRIBUTES 0xff04UL
/* 32-bit addresses, 4 KiB pages, cached walks, 36 bits physical. */
#define TRANSLATION_CONTROL                                            \
  ((1UL << 32) | (1UL << 23) | (3UL << 12) | (1UL << 10) | (1UL << 8) | \
   32UL)

static uint64_t level1[512] __attribute__((aligned(4096)));
static uint64_t level2_image[512] __attribute__((aligned(4096)));
static uint64_t level2_devices[512] __attribute__((aligned(4096)));
static uint64_t level3[IMAGE_BLOCKS][512] __attribute__((aligned(4096)));

static uint64_t page(uintptr_t address) {
  const uint64_t normal = address | VALID_PAGE | ACCESSED | SHARED | NORMAL;
  if (address < (uintptr_t)__text_start) return 0;
  if (address < (uintptr_t)__text_end) return normal | READ_ONLY;
  if (address < (uintptr_t)__rodata_end) {
    return normal | READ_ONLY | NO_EXECUTE;
  }
  if (address == (uintptr_t)__stack_guard) return 0;
  if (address == (uintptr_t)__exception_stack_guard) return 0;
  if (address >= (uintptr_t)__memory_end) return 0;
  return normal | NO_EXECUTE;
}

void boot_enable_map(void) {
  for (uintptr_t block = 0; block < IMAGE_BLOCKS; block++) {
    for (uintptr_t index = 0; index < 512; index++) {
      level3[block][index] = page(block * BLOCK + index * PAGE);
    }
    level2_image[block] = (uint64_t)level3[block] | VALID_TABLE;
  }
  for (uintptr_t address = BOOT_DEVICES_START; address < BOOT_DEVICES_END;
       address += BLOCK) {
    level2_devices[(address & 0x3fffffffUL) / BLOCK] =
        address | VALID_BLOCK | ACCESSED | DEVICE | NO_EXECUTE;
  }
  level1[0] = (uint64_t)level2_image | VALID_TABLE;
  level1[3] = (uint64_t)level2_devices | VALID_TABLE;

  __asm__ volatile(
      "msr mair_el1, %0\n"
      "msr tcr_el1, %1\n"
      "msr ttbr0_el1, %2\n"
      "dsb sy\n"
      "tlbi vmalle1\n"
      "ic iallu\n"
      "dsb sy\n"
      "isb\n" ::"r"(MEMORY_ATTRIBUTES),
      "r"(TRANSLATION_CONTROL), "r"(level1)
      : "memory");
  uint64_t control;
  __asm__ volatile("mrs %0, sctlr_el1" : "=r"(control));
  /* Map, data cache, stack alignment, instruction cache; writable memory is
     never executed. */
  control |= (1UL << 0) | (1UL << 2) | (1UL << 3) | (1UL << 4) |
             (1UL << 12) | (1UL << 19);
  __asm__ volatile("msr sctlr_el1, %0\nisb\n" ::"r"(control) : "memory");
}
