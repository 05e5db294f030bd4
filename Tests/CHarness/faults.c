/* SPDX-License-Identifier: Apache-2.0 */
/* Power cuts, threads, stack, files, configurations. */
#include <stdlib.h>
#include <string.h>

#include "board.h"

/* Presents everything that is accepted by itself while the power is cut at
 * random port calls, and starts again after each cut. */
static void cut_round(const fixtures *all, board *self, unsigned long seed) {
  bool was_accepted[CASE_MAX] = {false};
  volatile size_t next = 0;
  volatile long cuts = 0;
  board_make(self, all);
  self->chance = seed;
  srand((unsigned)seed);
  expect(board_start(self, true) == 0, "a new store is ready", "cut");
  while (next < all->case_count) {
    const fixture *one = &all->cases[next];
    scrap_decision decision;
    size_t reply;
    if (one->now_seconds != 1705320100 || strcmp(one->setup, "-") ||
        strcmp(one->reason, "accept")) {
      next = next + 1;
      continue;
    }
    if (setjmp(self->power_cut)) {
      cuts = cuts + 1;
      self->calls_left = -1;
      self->is_locked = false;
      pthread_mutex_init(&self->mutex, NULL);
      expect(board_start(self, false) == 0, "a cut loses nothing", one->name);
    }
    self->calls_left = cuts > 8 ? -1 : rand() % 12;
    board_present(self, all, one, &decision, &reply);
    self->calls_left = -1;
    if (decision.verdict == SCRAP_VERDICT_ACCEPT) was_accepted[next] = true;
    board_present(self, all, one, &decision, &reply);
    expect(decision.verdict != SCRAP_VERDICT_ACCEPT,
           "no token is accepted twice", one->name);
    next = next + 1;
  }
  expect(cuts > 0, "the power was cut", "cut");
  board_start(self, false);
  for (size_t index = 0; index < all->case_count; index++) {
    scrap_decision decision;
    size_t reply;
    if (!was_accepted[index]) continue;
    board_present(self, all, &all->cases[index], &decision, &reply);
    expect(decision.verdict == SCRAP_VERDICT_REFUSE &&
               (decision.reason == SCRAP_REASON_REPLAYED ||
                decision.reason == SCRAP_REASON_ALREADY_ACCEPTED),
           "an acknowledged accept is remembered", all->cases[index].name);
  }
}

void check_cuts(const fixtures *all, unsigned long seed, long rounds) {
  board *self = malloc(sizeof *self);
  printf("power cuts from seed %lu\n", seed);
  for (long round = 0; round < rounds; round++)
    cut_round(all, self, seed + (unsigned long)round);
  free(self);
}

/* ---- Threads -------------------------------------------------------- */

typedef struct presenter {
  board *board;
  const fixtures *all;
  long accepted[CASE_MAX];
} presenter;

static void *present_all(void *argument) {
  presenter *self = argument;
  for (int round = 0; round < 3; round++)
    for (size_t index = 0; index < self->all->case_count; index++) {
      scrap_decision decision;
      size_t reply;
      board_present(self->board, self->all, &self->all->cases[index],
                    &decision, &reply);
      if (decision.verdict == SCRAP_VERDICT_ACCEPT) self->accepted[index]++;
    }
  return NULL;
}

void check_threads(const fixtures *all) {
  board *self = malloc(sizeof *self);
  presenter *both = calloc(2, sizeof *both);
  pthread_t threads[2];
  scrap_housekeeping words;
  long accepted = 0;
  board_make(self, all);
  board_start(self, true);
  for (int index = 0; index < 2; index++) {
    both[index].board = self;
    both[index].all = all;
    pthread_create(&threads[index], NULL, present_all, &both[index]);
  }
  for (int index = 0; index < 2; index++) pthread_join(threads[index], NULL);
  for (size_t index = 0; index < all->case_count; index++) {
    long count = both[0].accepted[index] + both[1].accepted[index];
    accepted += count;
    expect(count <= 1, "two threads accept a token once",
           all->cases[index].name);
  }
  expect(self->unlocked_count == 0, "clocks are read under the lock", "");
  scrap_verifier_housekeeping(&self->context, &words);
  expect(accepted > 5 && (long)words.granted_count == accepted &&
             words.granted_count + words.refused_count ==
                 6 * all->case_count,
         "two threads count every message", "");
  free(both);
  free(self);
}

/* ---- Stack ---------------------------------------------------------- */

enum { STACK_BYTE_COUNT = 256 * 1024 };

static void *present_once(void *argument) {
  presenter *self = argument;
  for (size_t index = 0; index < self->all->case_count; index++) {
    scrap_decision decision;
    size_t reply;
    board_present(self->board, self->all, &self->all->cases[index], &decision,
                  &reply);
  }
  scrap_verifier_tick(&self->board->context, 64, NULL);
  board_start(self->board, false);
  return NULL;
}

static void *do_nothing(void *argument) {
  uint8_t chain[8 * 1024];
  memset(chain, 1, sizeof chain); /* what board_present itself takes */
  return ((volatile uint8_t *)chain)[7] ? argument : NULL;
}

static size_t painted(void *(*body)(void *), void *argument) {
  uint8_t *stack = NULL;
  pthread_attr_t attributes;
  pthread_t thread;
  if (posix_memalign((void **)&stack, 4096, STACK_BYTE_COUNT)) abort();
  memset(stack, 0xa5, STACK_BYTE_COUNT);
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack, STACK_BYTE_COUNT);
  pthread_create(&thread, &attributes, body, argument);
  pthread_join(thread, NULL);
  size_t untouched = 0;
  while (stack[untouched] == 0xa5) untouched++;
  free(stack);
  return STACK_BYTE_COUNT - untouched;
}

void measure_stack(const fixtures *all) {
  board *self = malloc(sizeof *self);
  presenter one = {.board = self, .all = all};
  board_make(self, all);
  board_start(self, true);
  size_t idle = painted(do_nothing, &one);
  size_t used = painted(present_once, &one) - idle;
  printf("stack %zu bytes, libsecp256k1 and the ports included\n", used);
  free(self);
}

/* ---- Files ---------------------------------------------------------- */

void run_persistent(const fixtures *all, const char *path, bool is_second) {
  board *self = malloc(sizeof *self);
  board_make(self, all);
  self->file = fopen(path, is_second ? "r+b" : "w+b");
  if (self->file == NULL) exit(66);
  if (is_second &&
      fread(self->medium, 1, sizeof self->medium, self->file) !=
          sizeof self->medium)
    exit(66);
  if (!is_second) fwrite(self->medium, 1, sizeof self->medium, self->file);
  expect(board_start(self, !is_second) == 0, "the file holds a store", path);
  long accepted = 0, refused = 0;
  for (size_t index = 0; index < all->case_count; index++) {
    const fixture *one = &all->cases[index];
    scrap_decision decision;
    size_t reply;
    if (one->is_chain || strcmp(one->reason, "accept")) continue;
    board_present(self, all, one, &decision, &reply);
    if (decision.verdict == SCRAP_VERDICT_ACCEPT) accepted++;
    if (decision.reason == SCRAP_REASON_ALREADY_ACCEPTED && reply > 0)
      refused++;
  }
  /* Of the five, some share a token. */
  expect(is_second ? accepted == 0 : accepted >= 2, "accepted once", path);
  expect(is_second ? refused >= 2 : refused == 0, "known afterwards", path);
  printf("%ld accepted, %ld known\n", accepted, refused);
  fclose(self->file);
  free(self);
}
