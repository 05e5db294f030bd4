/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An exception ends a probe, if one is at work; any other is reported over the
 * serial line as a text frame, and the board stops.
 */
#include "boot.h"
#include "layout.h"

/* 0: no probe; 1: one is at work; 2: nothing answered. Known to boot.S. */
volatile uint32_t boot_probe_state;

struct frame {
  uint64_t registers[31];
  uint64_t address;
  uint64_t state;
};

enum { SYNCHRONOUS = 0, INTERRUPT = 1, SYSTEM_ERROR = 3 };

void boot_serial_interrupt(void);

static void write_text(const char *text) {
  size_t count = 0;
  while (text[count] != 0) count++;
  boot_serial_write((const uint8_t *)text, count);
}

static void write_number(const char *name, uint64_t value) {
  char digits[16];
  for (int index = 0; index < 16; index++) {
    digits[index] = "0123456789abcdef"[(value >> (60 - 4 * index)) & 15];
  }
  write_text(name);
  boot_serial_write((const uint8_t *)digits, sizeof digits);
}

void boot_exception(struct frame *frame, uint64_t kind) {
  if (kind == INTERRUPT) {
    boot_serial_interrupt();
    return;
  }
  if (boot_probe_state == 1 && (kind == SYNCHRONOUS || kind == SYSTEM_ERROR)) {
    boot_probe_state = 2;
    if (kind == SYNCHRONOUS) frame->address += 4;
    return;
  }
  uint64_t syndrome, fault;
  __asm__ volatile("mrs %0, esr_el1" : "=r"(syndrome));
  __asm__ volatile("mrs %0, far_el1" : "=r"(fault));
  write_text("\xc0\x30" "\r\nSTOP exception ");
  write_number("kind=", kind);
  write_number(" syndrome=", syndrome);
  write_number(" at=", frame->address);
  write_number(" address=", fault);
  write_number(" link=", frame->registers[30]);
  write_text("\r\n\xc0");
  boot_stop();
}
