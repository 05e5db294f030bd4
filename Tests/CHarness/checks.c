/* SPDX-License-Identifier: Apache-2.0 */
/* Verdicts, care, misuse. */
#include <stdlib.h>
#include <string.h>

#include "board.h"

static bool accepts(const scrap_decision *decision) {
  return decision->verdict == SCRAP_VERDICT_ACCEPT;
}

static bool is_inside(scrap_span span, const item *message) {
  return span.bytes >= message->bytes &&
         span.bytes + span.byte_count <= message->bytes + message->byte_count;
}

static void check_task(const fixture *one, const scrap_decision *decision) {
  expect(is_inside(decision->task_id, &one->items[0]) &&
             decision->task_id.byte_count > 0,
         "an accepted task_id lies in the message", one->name);
  expect(is_inside(decision->task_type, &one->items[0]) &&
             decision->task_type.byte_count > 0,
         "an accepted task_type lies in the message", one->name);
  expect(decision->time_lo_seconds == (uint64_t)one->now_seconds &&
             decision->time_hi_seconds == (uint64_t)one->now_seconds,
         "an accepted task is told the time", one->name);
}

static void check_fixture(const fixtures *all, const fixture *one,
                          board *self) {
  scrap_decision decision;
  size_t reply;
  board_make(self, all);
  expect(board_start(self, true) == 0, "a new store is ready", one->name);
  if (strcmp(one->setup, "-")) {
    board_present(self, all, fixtures_case(all, one->setup), &decision,
                  &reply);
    expect(accepts(&decision), "the setup is accepted", one->name);
  }
  self->now_seconds = one->now_seconds;
  expect(board_present(self, all, one, &decision, &reply) == 0,
         "a message is judged", one->name);
  if (strcmp(one->reason, "accept") == 0) {
    expect(accepts(&decision) && decision.reason == 0 &&
               decision.outcome == SCRAP_OUTCOME_GRANTED,
           "an accepted vector is accepted", one->name);
    expect((reply > 0) == !one->is_chain, "a request is answered", one->name);
    if (!one->is_chain) check_task(one, &decision);
    board_present(self, all, one, &decision, &reply);
    expect(decision.verdict == SCRAP_VERDICT_REFUSE &&
               decision.reason == (one->is_chain
                                       ? SCRAP_REASON_REPLAYED
                                       : SCRAP_REASON_ALREADY_ACCEPTED),
           "the second time is a refusal", one->name);
    expect(decision.task_id.bytes == NULL, "a refusal has no task", one->name);
    return;
  }
  const char *name = scrap_verifier_reason_name(decision.reason);
  expect(decision.verdict == SCRAP_VERDICT_REFUSE &&
             decision.outcome == SCRAP_OUTCOME_REFUSED,
         "a refused vector is refused", one->name);
  expect(strcmp(name, one->reason) == 0, one->reason, one->name);
  expect(*scrap_verifier_reason_remedy(decision.reason) != 0,
         "a refusal has a remedy", one->name);
  printf("%s %s %ld %ld\n", one->name, name, (long)decision.chain_index,
         (long)decision.offset);
}

void check_fixtures(const fixtures *all) {
  board *self = malloc(sizeof *self);
  for (size_t index = 0; index < all->case_count; index++)
    check_fixture(all, &all->cases[index], self);
  free(self);
}

/* The operator's time, housekeeping, tick, proof. */
void check_care(const fixtures *all) {
  board *self = malloc(sizeof *self);
  scrap_decision decision;
  scrap_housekeeping words;
  scrap_tick_report tick;
  scrap_boot_report boot;
  uint8_t message[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX];
  size_t count, reply;
  const fixture *request = NULL;
  for (size_t index = 0; index < all->case_count; index++)
    if (!all->cases[index].is_chain &&
        strcmp(all->cases[index].reason, "accept") == 0)
      request = &all->cases[index];
  board_make(self, all);
  self->now_seconds = 0;
  board_start(self, true);
  board_present(self, all, request, &decision, &reply);
  expect(decision.reason == SCRAP_REASON_NO_SECURE_TIME,
         "without clocks there is no secure time", request->name);

  self->nonce = fixtures_value(all, "clock_nonce")->bytes;
  const item *challenge = fixtures_value(all, "clock_challenge");
  expect(scrap_verifier_clock_challenge(&self->context, message,
                                        sizeof message, &count) == 0 &&
             count == challenge->byte_count &&
             memcmp(message, challenge->bytes, count) == 0,
         "the challenge is the vector's", "");
  const item *answer = fixtures_value(all, "clock_message");
  scrap_verifier_verify_and_mark(&self->context, answer->bytes,
                                 answer->byte_count, NULL, &decision, message,
                                 sizeof message, &reply);
  expect(decision.outcome == SCRAP_OUTCOME_CLOCK_SET && !accepts(&decision),
         "the operator sets the clock", "");
  scrap_verifier_verify_and_mark(&self->context, answer->bytes,
                                 answer->byte_count, NULL, &decision, message,
                                 sizeof message, &reply);
  expect(decision.reason == SCRAP_REASON_NO_OPEN_CHALLENGE,
         "an answer is taken once", "");
  expect(scrap_verifier_tick(&self->context, 1024, &tick) == 0 &&
             tick.is_time_trusted && tick.repaired_count == 0,
         "a tick has trusted time and nothing to repair", "");

  scrap_verifier_housekeeping(&self->context, &words);
  expect(words.version == 1 && words.clock_set_count == 1 &&
             words.operator_refused_count == 1 && words.untimed_count == 1 &&
             words.time_mark_count == 1 && words.scrub_pass_count == 1 &&
             words.last_reason == SCRAP_REASON_NO_OPEN_CHALLENGE,
         "housekeeping counts", "");
  scrap_verifier_no_op(&self->context);
  scrap_verifier_housekeeping(&self->context, &words);
  expect(words.no_op_count == 1, "a no-op is counted", "");
  scrap_verifier_reset_counters(&self->context);
  scrap_verifier_housekeeping(&self->context, &words);
  expect(words.no_op_count == 0 && words.clock_set_count == 0,
         "counters can be reset", "");
  expect(scrap_verifier_boot_report(&self->context, &boot) == 0 &&
             boot.status == 0 && boot.time_mark > 1700000000 &&
             memcmp(boot.identity_key,
                    fixtures_value(all, "executor")->bytes + 1, 8) == 0,
         "the boot report names key and time mark", "");

  board_make(self, all);
  board_start(self, true);
  board_present(self, all, request, &decision, &reply);
  expect(scrap_verifier_prove(&self->context, decision.task_digest,
                              decision.token_id, 0, message, sizeof message,
                              &reply) == 0 && message[0] == 0x04,
         "an accepted task is proved", "");
  uint8_t preimage[32] = {0};
  expect(scrap_verifier_preimage(&self->context, decision.task_digest,
                                 preimage) == 0 && preimage[0] | preimage[1],
         "an accepted task has a preimage", "");
  decision.task_digest[0] ^= 1;
  expect(scrap_verifier_preimage(&self->context, decision.task_digest,
                                 preimage) == SCRAP_ERROR_UNKNOWN_TASK,
         "another task has none", "");
  free(self);
}

/* Whatever is wrong with a call, the decision is a refusal. */
void check_misuse(const fixtures *all) {
  board *self = malloc(sizeof *self);
  const item *message = &fixtures_case(all, "chain")->items[0];
  uint8_t reply[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX], key[33] = {4};
  scrap_decision decision;
  size_t count;
  board_make(self, all);
  memset(&decision, 0xff, sizeof decision);
  expect(scrap_verifier_verify_and_mark(
             &self->context, message->bytes, message->byte_count, NULL,
             &decision, reply, sizeof reply, &count) ==
                 SCRAP_ERROR_NO_CONTEXT &&
             decision.verdict == SCRAP_VERDICT_REFUSE &&
             decision.reason == SCRAP_REASON_INTEGRITY_FAULT,
         "before init everything is refused", "");
  board_start(self, true);
  expect(scrap_verifier_verify_and_mark(&self->context, NULL, 1, NULL,
                                        &decision, reply, sizeof reply,
                                        &count) == SCRAP_ERROR_NULL,
         "bytes without an address", "");
  expect(scrap_verifier_verify_and_mark(&self->context, NULL, 0, NULL,
                                        &decision, reply, sizeof reply,
                                        &count) == 0 &&
             decision.reason == SCRAP_REASON_MALFORMED_REQUEST,
         "no bytes at all are malformed", "");
  expect(scrap_verifier_verify_and_mark(
             &self->context, message->bytes, message->byte_count, key,
             &decision, reply, sizeof reply, &count) == SCRAP_ERROR_ARGUMENT,
         "a peer off the curve", "");
  expect(scrap_verifier_verify_and_mark(
             &self->context, message->bytes, message->byte_count, NULL,
             &decision, reply, 511, &count) == SCRAP_ERROR_BUFFER,
         "a short reply buffer", "");
  expect(scrap_verifier_tick(&self->context, 1025, NULL) ==
             SCRAP_ERROR_ARGUMENT, "a tick without bound", "");
  expect(scrap_verifier_feed_clock(&self->context, 4, &(scrap_clock_reading){
             0}) == SCRAP_ERROR_ARGUMENT, "a fifth clock", "");
  self->clock_fails = true;
  fixture request = {.item_count = 1};
  for (size_t index = 0; index < all->case_count; index++)
    if (!all->cases[index].is_chain) request = all->cases[index];
  board_present(self, all, &request, &decision, &count);
  expect(decision.reason == SCRAP_REASON_NO_SECURE_TIME,
         "a clock that fails is no time", "");
  expect(self->last_event_kind == 3 && self->last_event_status == 0 &&
             self->event_count > 3 && self->lock_count > 0,
         "events are told, the last that trusted time went", "");
  expect(scrap_verifier_close(&self->context) == 0 &&
             scrap_verifier_no_op(&self->context) == SCRAP_ERROR_NO_CONTEXT,
         "a closed context is none", "");
  for (size_t index = 0; index < sizeof self->context / 8; index++)
    expect(self->context.opaque[index] == 0, "a closed context is wiped", "");
  expect(__builtin_popcount(SCRAP_VERDICT_ACCEPT) >= 12 &&
             __builtin_popcount(~SCRAP_VERDICT_ACCEPT) >= 12 &&
             __builtin_popcount(SCRAP_VERDICT_ACCEPT ^ SCRAP_VERDICT_REFUSE) >=
                 12,
         "the accept value is far from all others", "");
  free(self);
}
