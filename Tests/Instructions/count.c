/* SPDX-License-Identifier: Apache-2.0 */
/* What Scripts/count-instructions runs: presents each message of cases.h once
 * and verifies its signatures with libsecp256k1 alone. Without C library: the
 * memory functions are those of the CM4 image, and the ports are below.
 *
 * Exit status: 0, 1 if there is no verifier, or 2 and the number of the first
 * message that was judged otherwise than it should be. */
#include <secp256k1_schnorrsig.h>
#include <stddef.h>
#include <stdint.h>

#include "scrap_verifier.h"

typedef struct signature {
  uint8_t key[32], digest[32], bytes[64];
  int is_valid;
} signature;

typedef struct message {
  uint32_t reason;
  const uint8_t *bytes;
  size_t byte_count;
  const signature *signatures;
  size_t signature_count;
} message;

#include "cases.h"

enum { REGION = 24 * 4096, UNIT = 16, SECTOR = 4096, ENTRIES = 300 };
static uint8_t medium[2][REGION];
static scrap_verifier context;
static uint8_t index_memory[SCRAP_VERIFIER_INDEX_BYTE_COUNT(ENTRIES, ENTRIES)];
static uint8_t work_memory[SCRAP_VERIFIER_WORK_BYTE_COUNT(UNIT)];

void *memcpy(void *restrict to, const void *restrict from, size_t count);
void *memset(void *to, int value, size_t count);

/* ---- Ports ---------------------------------------------------------- */

static int32_t port_read(void *port, uint32_t copy, uint64_t offset,
                         void *bytes, uint32_t count) {
  (void)port;
  memcpy(bytes, medium[copy] + offset, count);
  return 0;
}

static int32_t port_program(void *port, uint32_t copy, uint64_t offset,
                            const void *bytes, uint32_t count) {
  (void)port;
  memcpy(medium[copy] + offset, bytes, count);
  return 0;
}

static int32_t port_erase(void *port, uint32_t copy, uint64_t offset) {
  (void)port;
  memset(medium[copy] + offset, 0xff, SECTOR);
  return 0;
}

/* Two clocks that agree, so that there is trusted time. */
static int32_t port_clock(void *port, uint64_t *counter,
                          scrap_clock_reading *readings) {
  (void)port;
  *counter = 1;
  for (int source = SCRAP_CLOCK_GPS; source <= SCRAP_CLOCK_RTC; source += 3) {
    readings[source].unix_seconds = NOW;
    readings[source].error_nanoseconds = 1000000;
    readings[source].taken_at_nanoseconds = *counter;
    readings[source].nanoseconds = 0;
    readings[source].health = SCRAP_CLOCK_GOOD;
  }
  return 0;
}

/* The same in each run. */
static int32_t port_entropy(void *port, uint8_t *bytes) {
  static uint64_t state = 0x5eed;
  (void)port;
  for (int index = 0; index < 32; index++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    bytes[index] = (uint8_t)state;
  }
  return 0;
}

/* ---- What is counted ------------------------------------------------ */

static int32_t start(void) {
  scrap_verifier_config config;
  memset(&config, 0, sizeof config);
  config.version = SCRAP_VERIFIER_VERSION;
  config.read = port_read;
  config.program = port_program;
  config.erase = port_erase;
  config.clock = port_clock;
  config.entropy = port_entropy;
  config.region_byte_count = REGION;
  config.program_byte_count = UNIT;
  config.erase_byte_count = SECTOR;
  config.entry_capacity = ENTRIES;
  config.index_memory = index_memory;
  config.index_byte_count = sizeof index_memory;
  config.work_memory = work_memory;
  config.work_byte_count = sizeof work_memory;
  config.profile = profile;
  config.profile_byte_count = sizeof profile;
  config.executor_key = executor_key;
  config.device_secret = device_secret;
  config.first_fix_jump_seconds = 0xffffffff;
  int32_t status = scrap_verifier_init(&context, &config);
  return status == SCRAP_ERROR_STORE_BLANK ? scrap_verifier_format(&context, 0)
                                           : status;
}

static int is_judged(const message *one) {
  static uint8_t reply[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX];
  scrap_decision decision;
  size_t reply_byte_count;
  int32_t status = scrap_verifier_verify_and_mark(
      &context, one->bytes, one->byte_count, NULL, &decision, reply,
      sizeof reply, &reply_byte_count);
  return status == 0 && decision.reason == one->reason &&
         (decision.verdict == SCRAP_VERDICT_ACCEPT) == (one->reason == 0);
}

static int is_verified(const signature *one) {
  secp256k1_xonly_pubkey key;
  return secp256k1_xonly_pubkey_parse(secp256k1_context_static, &key,
                                      one->key) &&
         secp256k1_schnorrsig_verify(secp256k1_context_static, one->bytes,
                                     one->digest, 32, &key) == one->is_valid;
}

static int run(void) {
  memset(medium, 0xff, sizeof medium);
  if (start() != 0) return 1;
  for (size_t index = 0; index < sizeof messages / sizeof *messages; index++) {
    const message *one = &messages[index];
    if (!is_judged(one)) return 2 + (int)index;
    for (size_t number = 0; number < one->signature_count; number++)
      if (!is_verified(&one->signatures[number])) return 2 + (int)index;
  }
  return 0;
}

/* Linux for arm64: exit_group. */
_Noreturn void _start(void) {
  register long status __asm__("x0") = run();
  register long call __asm__("x8") = 94;
  __asm__ volatile("svc 0" : : "r"(status), "r"(call));
  __builtin_unreachable();
}
