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

/* Sleeps until something arrives, a hundredth of a second at most. */
void boot_idle(void);

/* Bytes that the line lost because nobody took them in time; stays at its
   greatest value. */
uint32_t boot_serial_lost_count(void);

/* Ticks of the generic timer, and their number in a second. */
uint64_t boot_counter(void);
uint64_t boot_counter_frequency(void);

/* Bytes of stack that were ever used, and that there are. */
uint32_t boot_stack_high_water(void);
uint32_t boot_stack_byte_count(void);

/* Memory that nobody else uses, zero at the start, aligned to 64 bytes. */
struct boot_memory {
  void *start;
  size_t byte_count;
};

/* For the index of used tokens and the ledger. */
struct boot_memory boot_store_memory(void);
/* For the journal's work. */
struct boot_memory boot_work_memory(void);
/* For the provisioning record. */
struct boot_memory boot_profile_memory(void);
/* For what lives as long as the board: the card, the store. */
struct boot_memory boot_card_memory(void);
struct boot_memory boot_object_memory(void);

/* The first 16 bytes of the SHA-256 of the raw image, with this field zero. */
const uint8_t *boot_build_id(void);

/* Makes written memory and registers seen in order. */
void boot_barrier(void);

#endif
