/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "board.h"

static void fail(const char *what) {
  fprintf(stderr, "fixtures: %s\n", what);
  exit(65);
}

static item parse_hex(const char *text) {
  item item = {NULL, 0};
  size_t length = strcmp(text, "=") ? strlen(text) : 0;
  item.bytes = malloc(length / 2 + 1);
  for (; item.byte_count < length / 2; item.byte_count++) {
    unsigned byte;
    if (sscanf(text + 2 * item.byte_count, "%2x", &byte) != 1) fail("hex");
    item.bytes[item.byte_count] = (uint8_t)byte;
  }
  return item;
}

void fixtures_read(fixtures *all, const char *path) {
  static char line[65536], kind[16], words[65536];
  FILE *file = fopen(path, "r");
  if (file == NULL) fail(path);
  memset(all, 0, sizeof *all);
  while (fgets(line, sizeof line, file)) {
    if (strncmp(line, "value ", 6) == 0) {
      if (all->value_count == VALUE_MAX) fail("too many values");
      if (sscanf(line, "value %39s %65535s", all->names[all->value_count],
                 words) != 2)
        fail(line);
      all->values[all->value_count++] = parse_hex(words);
      continue;
    }
    if (strncmp(line, "command ", 8) == 0) {
      if (all->command_count == COMMAND_MAX) fail("too many commands");
      command *one = &all->commands[all->command_count++];
      if (sscanf(line, "command %79s %39s %79s %65535s", one->name,
                 one->reason, one->setup, words) != 4)
        fail(line);
      one->message = parse_hex(words);
      continue;
    }
    if (all->case_count == CASE_MAX) fail("too many cases");
    fixture *one = &all->cases[all->case_count++];
    long long now;
    if (sscanf(line, "case %79s %15s %lld %39s %39s %79s %65535s", one->name,
               kind, &now, one->reason, one->peer, one->setup, words) != 7)
      fail(line);
    one->now_seconds = now;
    one->is_chain = strcmp(kind, "chain") == 0;
    for (char *word = strtok(words, ","); word; word = strtok(NULL, ",")) {
      if (one->item_count == 8) fail("a long chain");
      one->items[one->item_count++] = parse_hex(word);
    }
  }
  fclose(file);
  if (all->case_count == 0 || all->command_count == 0) fail("no cases");
}

const item *fixtures_value(const fixtures *all, const char *name) {
  for (size_t index = 0; index < all->value_count; index++)
    if (strcmp(all->names[index], name) == 0) return &all->values[index];
  fail(name);
  return NULL;
}

const fixture *fixtures_case(const fixtures *all, const char *name) {
  for (size_t index = 0; index < all->case_count; index++)
    if (strcmp(all->cases[index].name, name) == 0) return &all->cases[index];
  fail(name);
  return NULL;
}

const command *fixtures_command(const fixtures *all, const char *name) {
  for (size_t index = 0; index < all->command_count; index++)
    if (strcmp(all->commands[index].name, name) == 0)
      return &all->commands[index];
  fail(name);
  return NULL;
}
