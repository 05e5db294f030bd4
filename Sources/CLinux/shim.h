// SPDX-License-Identifier: Apache-2.0

// What Swift's Glibc module leaves out: chance, and the clock's own error.
#include <sys/random.h>
#include <sys/timex.h>
