/* SPDX-License-Identifier: Apache-2.0 */
/* The C interface, used as its header says and otherwise.
 *
 *   harness FIXTURES check [SEED]    everything but what follows
 *   harness FIXTURES first FILE      accepts requests into a new store
 *   harness FIXTURES second FILE     finds them used
 */
#include <stdlib.h>
#include <string.h>

#include "board.h"

int main(int count, char **words) {
  static fixtures all;
  if (count < 3) return 64;
  fixtures_read(&all, words[1]);
  if (strcmp(words[2], "check") == 0) {
    check_fixtures(&all);
    check_care(&all);
    check_commands(&all);
    check_misuse(&all);
    check_configurations(&all);
    check_cuts(&all, count > 3 ? strtoul(words[3], NULL, 0) : 1, 60);
    check_threads(&all);
    measure_stack(&all);
  } else if (count > 3) {
    run_persistent(&all, words[3], strcmp(words[2], "second") == 0);
  }
  printf("%ld checks, %ld failed\n", check_count, failure_count);
  return failure_count == 0 && check_count > 0 ? 0 : 1;
}
