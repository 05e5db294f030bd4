/* SPDX-License-Identifier: Apache-2.0 */
/* Every field that can be wrong, and what is said of it. */
#include <stdlib.h>
#include <string.h>

#include "board.h"

typedef struct wrong {
  const char *field;
  int32_t status;
  size_t place;      /* of the field */
  size_t byte_count; /* of what is written there */
  uint64_t value;
} wrong;

#define WRONG(member, number, bad)                             \
  {#member, number, offsetof(scrap_verifier_config, member),   \
   sizeof(((scrap_verifier_config *)0)->member), bad}

static const wrong table[] = {
    WRONG(version, SCRAP_ERROR_CONFIG_VERSION, 2),
    WRONG(reserved, SCRAP_ERROR_CONFIG_VERSION, 1),
    WRONG(reserved_tail, SCRAP_ERROR_CONFIG_VERSION, 1),
    WRONG(read, SCRAP_ERROR_CONFIG_PORT, 0),
    WRONG(program, SCRAP_ERROR_CONFIG_PORT, 0),
    WRONG(clock, SCRAP_ERROR_CONFIG_PORT, 0),
    WRONG(entropy, SCRAP_ERROR_CONFIG_PORT, 0),
    WRONG(region_byte_count, SCRAP_ERROR_CONFIG_GEOMETRY, 0),
    WRONG(region_byte_count, SCRAP_ERROR_CONFIG_GEOMETRY, 5 * 4096),
    WRONG(program_byte_count, SCRAP_ERROR_CONFIG_GEOMETRY, 0),
    WRONG(program_byte_count, SCRAP_ERROR_CONFIG_GEOMETRY, 513),
    WRONG(erase_byte_count, SCRAP_ERROR_CONFIG_GEOMETRY, 0),
    WRONG(erase_byte_count, SCRAP_ERROR_CONFIG_GEOMETRY, 4097),
    WRONG(control_sector_count, SCRAP_ERROR_CONFIG_GEOMETRY, 2),
    WRONG(control_sector_count, SCRAP_ERROR_CONFIG_GEOMETRY, 256),
    WRONG(entry_capacity, SCRAP_ERROR_CONFIG_INDEX, 16777215),
    WRONG(ledger_capacity, SCRAP_ERROR_CONFIG_INDEX, 16777215),
    WRONG(clock_drift_ppb, SCRAP_ERROR_CONFIG_CLOCK, 1000001),
    WRONG(index_memory, SCRAP_ERROR_CONFIG_INDEX, 0),
    WRONG(index_byte_count, SCRAP_ERROR_CONFIG_INDEX, 100),
    WRONG(work_memory, SCRAP_ERROR_CONFIG_WORK, 0),
    WRONG(work_byte_count, SCRAP_ERROR_CONFIG_WORK, 1000),
    WRONG(profile, SCRAP_ERROR_CONFIG_PROFILE, 0),
    WRONG(profile_byte_count, SCRAP_ERROR_CONFIG_PROFILE, 12),
    WRONG(profile_byte_count, SCRAP_ERROR_CONFIG_PROFILE, SIZE_MAX),
    WRONG(executor_key, SCRAP_ERROR_CONFIG_SECRET, 0),
    WRONG(device_secret, SCRAP_ERROR_CONFIG_SECRET, 0),
};

static void check_refused(board *self, int32_t status, const char *field) {
  scrap_decision decision;
  uint8_t reply[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX];
  size_t count;
  expect(scrap_verifier_init(&self->context, &self->config) == status,
         "init refuses a wrong field", field);
  expect(scrap_verifier_verify_and_mark(&self->context, reply, 0, NULL,
                                        &decision, reply, sizeof reply,
                                        &count) == SCRAP_ERROR_NO_CONTEXT &&
             decision.verdict == SCRAP_VERDICT_REFUSE,
         "without a context everything is refused", field);
  expect(*scrap_verifier_status_text(status) != 0, "a status has words", field);
}

static void check_secrets(const fixtures *all, board *self) {
  static const uint8_t zeros[32], ones[32] = {[31] = 1};
  board_make(self, all);
  self->config.executor_key = zeros;
  check_refused(self, SCRAP_ERROR_CONFIG_SECRET, "executor_key of zero");
  self->config.executor_key = ones;
  check_refused(self, SCRAP_ERROR_CONFIG_IDENTITY, "another's executor_key");
  board_make(self, all);
  self->entropy_fails = true;
  check_refused(self, SCRAP_ERROR_ENTROPY, "entropy that fails");
}

static void check_profiles(const fixtures *all, board *self) {
  const item *profile = fixtures_value(all, "profile");
  uint8_t *copy = malloc(profile->byte_count);
  for (size_t bit = 0; bit < profile->byte_count * 8; bit += 37) {
    const char *field = NULL;
    board_make(self, all);
    memcpy(copy, profile->bytes, profile->byte_count);
    copy[bit / 8] ^= (uint8_t)(1 << bit % 8);
    self->config.profile = copy;
    expect(scrap_verifier_validate(&self->config, &field) ==
                   SCRAP_ERROR_CONFIG_PROFILE &&
               field != NULL && strncmp(field, "profile", 7) == 0,
           "a flipped bit of the profile is refused", "profile");
  }
  free(copy);
}

static void check_states(const fixtures *all, board *self) {
  board_make(self, all);
  expect(board_start(self, false) == SCRAP_ERROR_STORE_BLANK &&
             self->last_event_kind == 1 &&
             self->last_event_status == SCRAP_ERROR_STORE_BLANK,
         "a blank medium is not new", "");
  self->program_fails = true;
  expect(scrap_verifier_format(&self->context, 0) == SCRAP_ERROR_MEDIUM,
         "a medium that fails is not formatted", "");
  self->program_fails = false;
  expect(scrap_verifier_format(&self->context, 0) == 0, "formatted", "");
  self->program_fails = true;
  const fixture *chain = fixtures_case(all, "chain");
  scrap_decision decision;
  size_t reply;
  board_present(self, all, chain, &decision, &reply);
  expect(decision.reason == SCRAP_REASON_STORE_UNAVAILABLE,
         "a mark that is not kept is a refusal", "");
  self->program_fails = false;
  /* One copy alone still holds everything; without either it is blank. */
  board_present(self, all, chain, &decision, &reply);
  memset(self->medium[0], 0xff, REGION_BYTE_COUNT);
  int32_t status = board_start(self, false);
  board_present(self, all, chain, &decision, &reply);
  expect(decision.verdict == SCRAP_VERDICT_REFUSE, "one copy remembers", "");
  if (status == SCRAP_ERROR_STORE_LOSS)
    expect(scrap_verifier_raise_issued_floor(&self->context, 1) == 0,
           "a loss ends on purpose", "");
  /* An erase is optional. */
  board_make(self, all);
  self->config.erase = NULL;
  self->config.sync = NULL;
  self->config.lock = NULL;
  self->config.event = NULL;
  expect(board_start(self, true) == 0, "four ports are optional", "");
}

void check_configurations(const fixtures *all) {
  board *self = malloc(sizeof *self);
  const char *field = "";
  board_make(self, all);
  expect(scrap_verifier_validate(&self->config, &field) == 0 && field == NULL,
         "a good configuration has no wrong field", "");
  expect(scrap_verifier_validate(NULL, NULL) == SCRAP_ERROR_CONFIG_MISSING,
         "no configuration", "");
  for (size_t index = 0; index < sizeof table / sizeof *table; index++) {
    const wrong *row = &table[index];
    board_make(self, all);
    memcpy((uint8_t *)&self->config + row->place, &row->value,
           row->byte_count);
    int32_t status = scrap_verifier_validate(&self->config, &field);
    expect(status == row->status, "a wrong field has its status", row->field);
    expect(field != NULL && strcmp(field, row->field) == 0,
           "a wrong field is named", row->field);
    check_refused(self, row->status, row->field);
  }
  check_secrets(all, self);
  check_profiles(all, self);
  check_states(all, self);
  for (uint32_t entries = 1; entries < 5000; entries += 7)
    expect(scrap_verifier_index_byte_count(entries, entries) <=
               SCRAP_VERIFIER_INDEX_BYTE_COUNT(entries, entries),
           "the index fits the macro", "");
  expect(sizeof(scrap_housekeeping) == 136 &&
             sizeof(scrap_boot_report) == 112 &&
             sizeof(scrap_tick_report) == 24,
         "structures have the sizes of the header", "");
  free(self);
}
