/* SPDX-License-Identifier: Apache-2.0 */
#include "board.h"

#include <stdlib.h>
#include <string.h>

long failure_count, check_count;

void expect(bool holds, const char *what, const char *name) {
  check_count++;
  if (holds) return;
  failure_count++;
  printf("FAILED %s: %s\n", what, name);
}

/* ---- Ports ---------------------------------------------------------- */

static void maybe_cut(board *board) {
  board->call_count++;
  if (board->calls_left < 0) return;
  if (board->calls_left-- == 0) longjmp(board->power_cut, 1);
}

static uint64_t next_chance(board *board) {
  board->chance ^= board->chance << 13;
  board->chance ^= board->chance >> 7;
  board->chance ^= board->chance << 17;
  return board->chance;
}

static int32_t port_read(void *port, uint32_t copy, uint64_t offset,
                         void *bytes, uint32_t count) {
  board *self = port;
  if (offset + count > REGION_BYTE_COUNT) abort();
  memcpy(bytes, self->medium[copy] + offset, count);
  return 0;
}

static void keep(board *self, uint32_t copy, uint64_t offset, size_t count) {
  if (self->file == NULL) return;
  fseek(self->file, (long)(copy * (uint64_t)REGION_BYTE_COUNT + offset),
        SEEK_SET);
  fwrite(self->medium[copy] + offset, 1, count, self->file);
}

static int32_t port_program(void *port, uint32_t copy, uint64_t offset,
                            const void *bytes, uint32_t count) {
  board *self = port;
  uint8_t *place = self->medium[copy] + offset;
  if (offset + count > REGION_BYTE_COUNT || offset % PROGRAM_BYTE_COUNT ||
      count % PROGRAM_BYTE_COUNT)
    abort();
  if (self->program_fails) return -1;
  if (self->calls_left == 0) {
    /* A part is there, and one byte is neither old nor new. */
    size_t done = next_chance(self) % (count + 1);
    memcpy(place, bytes, done);
    if (done < count) place[done] &= (uint8_t)next_chance(self);
  }
  maybe_cut(self);
  for (uint32_t index = 0; index < count; index++)
    if (place[index] != 0xff) abort(); /* never twice between two erases */
  memcpy(place, bytes, count);
  keep(self, copy, offset, count);
  return 0;
}

static int32_t port_erase(void *port, uint32_t copy, uint64_t offset) {
  board *self = port;
  if (offset % ERASE_BYTE_COUNT) abort();
  if (self->calls_left == 0)
    memset(self->medium[copy] + offset, 0xff,
           next_chance(self) % ERASE_BYTE_COUNT);
  maybe_cut(self);
  memset(self->medium[copy] + offset, 0xff, ERASE_BYTE_COUNT);
  keep(self, copy, offset, ERASE_BYTE_COUNT);
  return 0;
}

static int32_t port_sync(void *port, uint32_t copy) {
  board *self = port;
  (void)copy;
  maybe_cut(self);
  return self->file == NULL ? 0 : fflush(self->file);
}

static scrap_clock_reading reading(int64_t seconds, uint32_t nanoseconds,
                                   uint64_t counter) {
  scrap_clock_reading reading = {seconds, 1, counter, nanoseconds,
                                 SCRAP_CLOCK_GOOD};
  return reading;
}

/* Two clocks whose intervals, each a second wider for a leap second, have one
 * instant in common, and a third that is wrong: trusted time is exactly now. */
static int32_t port_clock(void *port, uint64_t *counter,
                          scrap_clock_reading *readings) {
  board *self = port;
  if (!self->is_locked) self->unlocked_count++;
  if (self->clock_fails) return -1;
  *counter = self->counter_nanoseconds;
  if (self->now_seconds == 0) return 0;
  readings[SCRAP_CLOCK_GPS] =
      reading(self->now_seconds - 2, 999999999, *counter);
  readings[SCRAP_CLOCK_NTP] = reading(self->now_seconds - 10, 0, *counter);
  readings[SCRAP_CLOCK_RTC] = reading(self->now_seconds + 1, 1, *counter);
  return 0;
}

static int32_t port_entropy(void *port, uint8_t *bytes) {
  board *self = port;
  if (self->entropy_fails) return -1;
  for (int index = 0; index < 32; index++)
    bytes[index] = (uint8_t)next_chance(self);
  if (self->nonce != NULL) memcpy(bytes, self->nonce, 16);
  self->nonce = NULL;
  return 0;
}

static void port_lock(void *port, uint32_t enter) {
  board *self = port;
  if (enter) {
    pthread_mutex_lock(&self->mutex);
    if (self->is_locked) abort();
    self->is_locked = true;
    self->lock_count++;
  } else {
    if (!self->is_locked) abort();
    self->is_locked = false;
    pthread_mutex_unlock(&self->mutex);
  }
}

static void port_event(void *port, const scrap_event *event) {
  board *self = port;
  __atomic_add_fetch(&self->event_count, 1, __ATOMIC_SEQ_CST);
  self->last_event_kind = event->kind;
  self->last_event_status = event->status;
  /* Not under the lock: entering it again would wait for ever. */
  pthread_mutex_lock(&self->mutex);
  pthread_mutex_unlock(&self->mutex);
}

/* ---- Board ---------------------------------------------------------- */

void board_make(board *self, const fixtures *all) {
  const item *profile = fixtures_value(all, "profile");
  memset(self, 0, sizeof *self);
  memset(self->medium, 0xff, sizeof self->medium);
  pthread_mutex_init(&self->mutex, NULL);
  self->calls_left = -1;
  self->chance = 0x5eed;
  self->now_seconds = 1705320100;
  self->config = (scrap_verifier_config){
      .version = SCRAP_VERIFIER_VERSION,
      .port_context = self,
      .read = port_read,
      .program = port_program,
      .erase = port_erase,
      .sync = port_sync,
      .clock = port_clock,
      .entropy = port_entropy,
      .lock = port_lock,
      .event = port_event,
      .region_byte_count = REGION_BYTE_COUNT,
      .program_byte_count = PROGRAM_BYTE_COUNT,
      .erase_byte_count = ERASE_BYTE_COUNT,
      .entry_capacity = ENTRY_CAPACITY,
      .ledger_capacity = LEDGER_CAPACITY,
      .index_memory = self->index,
      .index_byte_count = sizeof self->index,
      .work_memory = self->work,
      .work_byte_count = sizeof self->work,
      .profile = profile->bytes,
      .profile_byte_count = profile->byte_count,
      .executor_key = fixtures_value(all, "executor_key")->bytes,
      .device_secret = fixtures_value(all, "device_secret")->bytes,
      .first_fix_jump_seconds = 0xffffffff,
  };
}

int32_t board_start(board *self, bool formats) {
  int32_t status = scrap_verifier_init(&self->context, &self->config);
  if (status == SCRAP_ERROR_STORE_BLANK && formats)
    status = scrap_verifier_format(&self->context, 0);
  return status;
}

int32_t board_present(board *self, const fixtures *all, const fixture *one,
                      scrap_decision *decision, size_t *reply_byte_count) {
  static __thread uint8_t reply[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX];
  uint8_t chain[8 * 1024];
  size_t counts[8], count = 0;
  const item *peer =
      strcmp(one->peer, "-") ? fixtures_value(all, one->peer) : NULL;
  *reply_byte_count = 0;
  if (!one->is_chain)
    return scrap_verifier_verify_and_mark(
        &self->context, one->items[0].bytes, one->items[0].byte_count,
        peer ? peer->bytes : NULL, decision, reply, sizeof reply,
        reply_byte_count);
  for (size_t index = 0; index < one->item_count; index++) {
    counts[index] = one->items[index].byte_count;
    memcpy(chain + count, one->items[index].bytes, counts[index]);
    count += counts[index];
  }
  return scrap_verifier_verify_chain(&self->context, chain, counts,
                                     one->item_count, peer->bytes, decision);
}
