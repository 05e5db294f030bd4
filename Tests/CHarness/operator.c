/* SPDX-License-Identifier: Apache-2.0 */
/* The operator's commands: what each does, and what is refused. */
#include <stdlib.h>
#include <string.h>

#include "board.h"

enum { RECEIPT = 0x27, STATUS = 0x28, STATUS_REQUEST = 0x26 };

typedef struct answer {
  scrap_decision decision;
  uint8_t reply[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX];
  size_t reply_byte_count;
} answer;

static void send(board *self, const command *one, answer *answer) {
  memset(answer, 0, sizeof *answer);
  expect(scrap_verifier_verify_and_mark(
             &self->context, one->message.bytes, one->message.byte_count, NULL,
             &answer->decision, answer->reply, sizeof answer->reply,
             &answer->reply_byte_count) == 0,
         "a command is judged", one->name);
  expect(answer->decision.verdict == SCRAP_VERDICT_REFUSE,
         "a command grants nothing", one->name);
}

/* A receipt names the command; a status is one. */
static void expect_taken(board *self, const command *one, answer *answer) {
  uint8_t type = one->message.bytes[0];
  send(self, one, answer);
  const uint8_t *reply = answer->reply;
  expect(answer->decision.outcome == SCRAP_OUTCOME_OPERATOR_TAKEN &&
             answer->decision.reason == 0,
         "a command in order is taken", one->name);
  expect(answer->reply_byte_count > 3 &&
             reply[0] == (type == STATUS_REQUEST ? STATUS : RECEIPT) &&
             (size_t)(reply[1] << 8 | reply[2]) ==
                 answer->reply_byte_count - 3,
         "the operator is answered", one->name);
  /* Behind the header and the satellite's id, 17 bytes of it. */
  if (type != STATUS_REQUEST)
    expect(reply[22] == 2 && reply[24] == type, "a receipt names the command",
           one->name);
}

static void expect_refused(board *self, const command *one,
                           const char *reason) {
  static uint8_t before[2][REGION_BYTE_COUNT];
  scrap_housekeeping words, later;
  answer answer;
  memcpy(before, self->medium, sizeof before);
  scrap_verifier_housekeeping(&self->context, &words);
  send(self, one, &answer);
  scrap_verifier_housekeeping(&self->context, &later);
  const char *name = scrap_verifier_reason_name(answer.decision.reason);
  expect(answer.decision.outcome == SCRAP_OUTCOME_OPERATOR_REFUSED &&
             strcmp(name, reason) == 0,
         reason, one->name);
  expect(*scrap_verifier_reason_remedy(answer.decision.reason) != 0,
         "a refused command has a remedy", one->name);
  expect(answer.reply_byte_count == 0, "a refused command is not answered",
         one->name);
  expect(later.operator_refused_count == words.operator_refused_count + 1 &&
             later.operator_taken_count == words.operator_taken_count &&
             later.last_reason == answer.decision.reason,
         "a refused command is counted", one->name);
  expect(memcmp(before, self->medium, sizeof before) == 0,
         "a refused command writes nothing", one->name);
  printf("%s %s %ld\n", one->name, name, (long)answer.decision.offset);
}

static void check_one(const fixtures *all, board *self, const command *one) {
  answer answer;
  board_make(self, all);
  expect(board_start(self, true) == 0, "a new store is ready", one->name);
  if (strcmp(one->setup, "-"))
    expect_taken(self, fixtures_command(all, one->setup), &answer);
  if (strcmp(one->reason, "taken") == 0)
    expect_taken(self, one, &answer);
  else
    expect_refused(self, one, one->reason);
}

/* What is in order, on a satellite that is not. A question is answered. */
static void check_satellite(const fixtures *all, board *self,
                            const command *one) {
  bool is_question = one->message.bytes[0] == STATUS_REQUEST;
  answer answer;
  for (int what = 0; what < 3; what++) {
    board_make(self, all);
    if (what == 0) self->now_seconds = 0;
    int32_t status = board_start(self, what != 1);
    expect(status == (what == 1 ? SCRAP_ERROR_STORE_BLANK : 0),
           "a store is there or not", one->name);
    if (what == 2) self->program_fails = true;
    if (is_question)
      expect_taken(self, one, &answer);
    else
      expect_refused(self, one,
                     what == 0 ? "no_trusted_time" : "version_not_kept");
  }
  /* Chance that fails takes the receipt, not the effect. */
  board_make(self, all);
  board_start(self, true);
  self->entropy_fails = true;
  send(self, one, &answer);
  expect(answer.decision.outcome == SCRAP_OUTCOME_OPERATOR_TAKEN &&
             answer.reply_byte_count == 0,
         "without chance nothing is signed", one->name);
  self->entropy_fails = false;
  if (!is_question) expect_refused(self, one, "old_version");
}

static uint32_t reason_of(board *self, const fixtures *all, const char *name) {
  scrap_decision decision;
  size_t reply;
  board_present(self, all, fixtures_case(all, name), &decision, &reply);
  return decision.reason;
}

/* A board that has taken one command, before and after a restart. */
static void check_effect(const fixtures *all, board *self, const char *name,
                         const char *presented, uint32_t reason) {
  const command *one = fixtures_command(all, name);
  answer answer;
  board_make(self, all);
  board_start(self, true);
  expect_taken(self, one, &answer);
  for (int restart = 0; restart < 2; restart++) {
    expect(reason_of(self, all, presented) == reason, "the effect", name);
    expect_refused(self, one, "old_version");
    expect(board_start(self, false) == 0, "a store starts again", name);
  }
  expect(reason_of(self, all, presented) == reason,
         "the effect survives restarts", name);
  expect_refused(self, one, "old_version");
}

/* Counters are zero but for the reset itself; the store is as it was. */
static void check_reset(const fixtures *all, board *self) {
  const command *one = fixtures_command(all, "counter_reset");
  scrap_housekeeping words;
  answer answer;
  board_make(self, all);
  board_start(self, true);
  expect(reason_of(self, all, "chain") == 0, "a chain is accepted", "");
  expect(reason_of(self, all, "chain") == SCRAP_REASON_REPLAYED, "used", "");
  scrap_verifier_no_op(&self->context);
  expect_taken(self, one, &answer);
  scrap_verifier_housekeeping(&self->context, &words);
  expect(words.granted_count == 0 && words.refused_count == 0 &&
             words.replayed_count == 0 && words.operator_taken_count == 1 &&
             words.reply_count == 1 && words.no_op_count == 1,
         "a reset sets the counters of a target to zero, and counts", "");
  expect(words.entry_count == 3 &&
             reason_of(self, all, "chain") == SCRAP_REASON_REPLAYED,
         "a reset forgets no token", "");
}

/* A status repeats the nonce, and the counters stand behind all but the
 * signature: 76 bytes, 2 of a header, 66 of the signature's record. */
static void check_status(const fixtures *all, board *self) {
  const command *one = fixtures_command(all, "status_request");
  scrap_housekeeping words;
  answer answer;
  board_make(self, all);
  board_start(self, true);
  reason_of(self, all, "chain");
  expect_taken(self, one, &answer);
  const uint8_t *reply = answer.reply;
  bool repeats = reply[22] == 2 && reply[23] == 16;
  for (int index = 0; index < 16; index++)
    if (reply[24 + index] != 0xa5) repeats = false;
  expect(repeats, "a status repeats the nonce", "");
  const uint8_t *counters = reply + answer.reply_byte_count - 66 - 76;
  scrap_verifier_housekeeping(&self->context, &words);
  expect(counters[-2] == 14 && counters[-1] == 76 && counters[3] == 1 &&
             words.granted_count == 1 && words.operator_taken_count == 1,
         "a status tells the counters", "");
}

void check_commands(const fixtures *all) {
  board *self = malloc(sizeof *self);
  for (size_t index = 0; index < all->command_count; index++) {
    const command *one = &all->commands[index];
    check_one(all, self, one);
    if (strcmp(one->reason, "taken") == 0 && strcmp(one->setup, "-") == 0)
      check_satellite(all, self, one);
  }
  check_effect(all, self, "revocation", "chain", SCRAP_REASON_REVOKED);
  check_effect(all, self, "floors", "chain",
               SCRAP_REASON_ISSUED_BEFORE_FLOOR);
  check_reset(all, self);
  check_status(all, self);
  free(self);
}
