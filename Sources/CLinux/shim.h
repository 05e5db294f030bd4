// SPDX-License-Identifier: Apache-2.0

// What Swift's Glibc module leaves out: chance, the clock's own error, the
// real-time clock, and the size of a terminal.
#include <linux/rtc.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/timex.h>

// Swift sees no numbers of ioctl requests.

/// Reads the time; -1 and errno if there is none.
static inline int scrap_rtc_read_time(int descriptor, struct rtc_time *time) {
  return ioctl(descriptor, RTC_RD_TIME, time);
}

/// Reads the bits RTC_VL_*; -1 and errno if the device keeps none.
static inline int scrap_rtc_read_voltage(int descriptor, unsigned int *bits) {
  return ioctl(descriptor, RTC_VL_READ, bits);
}

/// Reads a terminal's size in characters; -1 and errno if it is none.
static inline int scrap_terminal_size(int descriptor, struct winsize *size) {
  return ioctl(descriptor, TIOCGWINSZ, size);
}
