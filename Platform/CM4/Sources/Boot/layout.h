/* SPDX-License-Identifier: Apache-2.0 */
/* What the linker script and the board fix. */
#ifndef BOOT_LAYOUT_H
#define BOOT_LAYOUT_H

#include <stdint.h>

/* Image and memory end below this; the linker script asserts it. */
#define BOOT_MEMORY_END 0x600000UL
/* Devices, from the power management to the interrupt controller. */
#define BOOT_DEVICES_START 0xfe000000UL
#define BOOT_DEVICES_END 0x100000000UL

#define SERIAL_BASE 0xfe201000UL

extern char __text_start[], __text_end[], __rodata_end[];
extern char __bss_start[], __bss_end[];
extern char __stack_guard[], __stack_bottom[], __stack_top[];
extern char __exception_stack_guard[], __memory_end[];

static inline void write32(uintptr_t address, uint32_t value) {
  *(volatile uint32_t *)address = value;
}

static inline uint32_t read32(uintptr_t address) {
  return *(volatile uint32_t *)address;
}

#endif
