/* SPDX-License-Identifier: Apache-2.0 */
/* A board for the C interface: memory or a file as its medium, clocks that say
 * what they are told, and faults on demand. */
#ifndef BOARD_H
#define BOARD_H

#include <pthread.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>

#include "scrap_verifier.h"

enum {
  REGION_BYTE_COUNT = 24 * 4096,
  ERASE_BYTE_COUNT = 4096,
  PROGRAM_BYTE_COUNT = 16,
  ENTRY_CAPACITY = 300,
  LEDGER_CAPACITY = 300
};

typedef struct board {
  scrap_verifier context;
  scrap_verifier_config config;
  uint8_t medium[2][REGION_BYTE_COUNT];
  uint8_t index[SCRAP_VERIFIER_INDEX_BYTE_COUNT(ENTRY_CAPACITY,
                                                LEDGER_CAPACITY)];
  uint8_t work[SCRAP_VERIFIER_WORK_BYTE_COUNT(PROGRAM_BYTE_COUNT)];
  FILE *file; /* where the medium is kept as well; null for memory alone */
  int64_t now_seconds;
  uint64_t counter_nanoseconds;
  uint64_t chance;        /* the state of the entropy port */
  const uint8_t *nonce;   /* what it gives next, 16 bytes; or null */
  bool clock_fails, entropy_fails, program_fails;
  long calls_left;        /* until the power is cut; -1 for never */
  jmp_buf power_cut;
  pthread_mutex_t mutex;
  bool is_locked;
  long lock_count, unlocked_count, event_count, call_count;
  int32_t last_event_status;
  uint32_t last_event_kind;
} board;

/* Named bytes and cases of the fixtures. */
typedef struct item {
  uint8_t *bytes;
  size_t byte_count;
} item;

typedef struct fixture {
  char name[80], reason[40], peer[40], setup[80];
  bool is_chain;
  int64_t now_seconds;
  item items[8];
  size_t item_count;
} fixture;

/* An operator's command, and what is to come of it: "taken" or the refusal. */
typedef struct command {
  char name[80], reason[40], setup[80];
  item message;
} command;

enum { VALUE_MAX = 32, CASE_MAX = 128, COMMAND_MAX = 128 };
typedef struct fixtures {
  char names[VALUE_MAX][40];
  item values[VALUE_MAX];
  size_t value_count;
  fixture cases[CASE_MAX];
  size_t case_count;
  command commands[COMMAND_MAX];
  size_t command_count;
} fixtures;

void fixtures_read(fixtures *all, const char *path);
const item *fixtures_value(const fixtures *all, const char *name);
const fixture *fixtures_case(const fixtures *all, const char *name);
const command *fixtures_command(const fixtures *all, const char *name);

/* A board with a blank medium and everything configured. */
void board_make(board *board, const fixtures *all);
/* Init over what the medium holds; format if it is blank and that is asked. */
int32_t board_start(board *board, bool formats);
int32_t board_present(board *board, const fixtures *all, const fixture *one,
                      scrap_decision *decision, size_t *reply_byte_count);

/* Counts, prints, and goes on. */
void expect(bool holds, const char *what, const char *name);
extern long failure_count, check_count;

void check_fixtures(const fixtures *all);
void check_care(const fixtures *all);
void check_commands(const fixtures *all);
void check_configurations(const fixtures *all);
void check_misuse(const fixtures *all);
void check_cuts(const fixtures *all, unsigned long seed, long rounds);
void check_threads(const fixtures *all);
void measure_stack(const fixtures *all);
void run_persistent(const fixtures *all, const char *path, bool is_second);

#endif
