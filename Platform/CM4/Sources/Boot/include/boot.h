/* SPDX-License-Identifier: Apache-2.0 */
/* What lies below Swift: start, exceptions, serial line, counter. */
#ifndef BOOT_H
#define BOOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Builds the memory map and turns caches on. Called once, by boot.S. */
void boot_enable_map(void);

/* The safe state: sleeps for ever; a watchdog that was armed then resets the
   board. */
_Noreturn void boot_stop(void);

/* Reads a device register that may not be there: the word in the lower half;
   all 64 bits set if nothing answers. */
uint64_t boot_probe_read32(uintptr_t address);

/* Asks an emulator for something; -1 where there is none. */
int boot_semihosting(uintptr_t operation, const void *block);

/* Leaves the emulator with an exit status; returns where there is none. */
void boot_exit(uint32_t status);

/* Sets up the serial line: 115,200 baud, 8N1, PL011 on GPIO 14 and 15. */
void boot_serial_start(void);

/* Writes bytes, and waits while the line is busy. */
void boot_serial_write(const uint8_t *bytes, size_t count);

/* Takes received bytes, `count` at most; returns how many. */
size_t boot_serial_take(uint8_t *bytes, size_t count);

/* Bytes that the line lost because nobody took them in time; stays at its
   greatest value. */
uint32_t boot_serial_lost_count(void);

/* Ticks of the generic timer, and their number in a second. */
uint64_t boot_counter(void);
uint64_t boot_counter_frequency(void);

/* Bytes of stack that were ever used, and that there are. */
uint32_t boot_stack_high_water(void);
uint32_t boot_stack_byte_count(void);

/* Makes written memory and registers seen in order. */
void boot_barrier(void);

#endif
