/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PL011. The device holds 16 bytes, 1.4 ms of line: an interrupt moves them
 * into memory, so that none is lost while a card is written or a signature is
 * checked. One writer (the interrupt), one reader, indices that only grow.
 */
#include "boot.h"
#include "layout.h"

#define DATA (SERIAL_BASE + 0x00)
#define FLAGS (SERIAL_BASE + 0x18)
#define BAUD_WHOLE (SERIAL_BASE + 0x24)
#define BAUD_PART (SERIAL_BASE + 0x28)
#define LINE (SERIAL_BASE + 0x2c)
#define CONTROL (SERIAL_BASE + 0x30)
#define FIFO_LEVEL (SERIAL_BASE + 0x34)
#define MASK (SERIAL_BASE + 0x38)
#define CLEAR (SERIAL_BASE + 0x44)
#define RECEIVE_EMPTY (1u << 4)
#define TRANSMIT_FULL (1u << 5)
#define DATA_ERRORS 0x700u
#define DATA_OVERRUN (1u << 11)
#define INTERRUPT_RECEIVE (1u << 4)
#define INTERRUPT_TIMEOUT (1u << 6)

#define GPIO_FUNCTION1 0xfe200004UL
#define GPIO_PULL0 0xfe2000e4UL

/* GIC-400. The PL011 is interrupt 57 of the video core: 96 + 57. */
#define DISTRIBUTOR 0xff841000UL
#define PROCESSOR 0xff842000UL
#define SERIAL_INTERRUPT 153u

/* The generic timer's, private to each core. */
#define TIMER_INTERRUPT 30u

#define RING_BYTE_COUNT 16384u

static uint8_t ring[RING_BYTE_COUNT];
static volatile uint32_t written, taken, lost;

void boot_serial_start(void) {
  write32(CONTROL, 0);
  /* GPIO 14 and 15 to the PL011 (function 0), without pulls. */
  uint32_t function = read32(GPIO_FUNCTION1);
  function &= ~((7u << 12) | (7u << 15));
  write32(GPIO_FUNCTION1, function | (4u << 12) | (4u << 15));
  write32(GPIO_PULL0, read32(GPIO_PULL0) & ~((3u << 28) | (3u << 30)));
  write32(CLEAR, 0x7ff);
  /* 48 MHz / (16 * 115,200) = 26 + 3/64. */
  write32(BAUD_WHOLE, 26);
  write32(BAUD_PART, 3);
  /* 8 bits, FIFOs. */
  write32(LINE, (3u << 5) | (1u << 4));
  /* An interrupt at half full, or when the line pauses. */
  write32(FIFO_LEVEL, (2u << 3));
  write32(MASK, INTERRUPT_RECEIVE | INTERRUPT_TIMEOUT);
  write32(CONTROL, (1u << 0) | (1u << 8) | (1u << 9));

  write32(DISTRIBUTOR + 0x000, 0);
  /* Group 0 or 1 as we may; priority, to this core, enabled. */
  volatile uint8_t *bytes = (volatile uint8_t *)DISTRIBUTOR;
  bytes[0x400 + SERIAL_INTERRUPT] = 0x80;
  bytes[0x800 + SERIAL_INTERRUPT] = 1;
  write32(DISTRIBUTOR + 0x100 + SERIAL_INTERRUPT / 32 * 4,
          1u << (SERIAL_INTERRUPT % 32));
  write32(DISTRIBUTOR + 0x100, 1u << TIMER_INTERRUPT);
  write32(DISTRIBUTOR + 0x000, 1);
  write32(PROCESSOR + 0x004, 0xff);
  write32(PROCESSOR + 0x000, 1);
  boot_barrier();
  __asm__ volatile("msr daifclr, #2" ::: "memory");
}

static void count_lost(void) {
  if (lost != UINT32_MAX) lost = lost + 1;
}

/* Moves what has arrived into memory; with interrupts masked. */
static void drain(void) {
  /* First: a byte that comes while we read must interrupt again. */
  write32(CLEAR, INTERRUPT_RECEIVE | INTERRUPT_TIMEOUT);
  while ((read32(FLAGS) & RECEIVE_EMPTY) == 0) {
    uint32_t data = read32(DATA);
    if (data & DATA_OVERRUN) count_lost();
    if (data & DATA_ERRORS) {
      count_lost();
    } else if (written - taken == RING_BYTE_COUNT) {
      count_lost();
    } else {
      ring[written % RING_BYTE_COUNT] = (uint8_t)data;
      boot_barrier();
      written = written + 1;
    }
  }
}

/* Called by the exception handler, with interrupts masked. */
void boot_serial_interrupt(void) {
  const uint32_t acknowledged = read32(PROCESSOR + 0x00c);
  const uint32_t number = acknowledged & 0x3ff;
  if (number >= 1020) return;
  if (number == SERIAL_INTERRUPT) drain();
  write32(PROCESSOR + 0x010, acknowledged);
}

void boot_serial_write(const uint8_t *bytes, size_t count) {
  for (size_t index = 0; index < count; index++) {
    while (read32(FLAGS) & TRANSMIT_FULL) {
    }
    write32(DATA, bytes[index]);
  }
}

size_t boot_serial_take(uint8_t *bytes, size_t count) {
  size_t index = 0;
  while (index < count && taken != written) {
    boot_barrier();
    bytes[index++] = ring[taken % RING_BYTE_COUNT];
    taken = taken + 1;
  }
  return index;
}

void boot_idle(void) {
  uint64_t ticks = boot_counter_frequency() / 100;
  /* Masked: an interrupt that comes before wfi must end it, not be missed. */
  __asm__ volatile("msr daifset, #2" ::: "memory");
  drain();
  if (taken == written) {
    __asm__ volatile(
        "msr cntp_tval_el0, %0\n"
        "msr cntp_ctl_el0, %1\n"
        "isb\n"
        "wfi\n"
        "msr cntp_ctl_el0, xzr\n"
        "isb\n" ::"r"(ticks),
        "r"(1UL)
        : "memory");
  }
  __asm__ volatile("msr daifclr, #2" ::: "memory");
}

uint32_t boot_serial_lost_count(void) { return lost; }
