// SPDX-License-Identifier: Apache-2.0

// What Swift's Glibc module leaves out: chance, the clock's own error, the
// real-time clock, signals, and the size of a terminal.
#include <linux/rtc.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/timex.h>
#include <unistd.h>

// Swift sees no numbers of ioctl requests.

/// Reads the time; -1 and errno if there is none.
static inline int scrap_rtc_read_time(int descriptor, struct rtc_time *time) {
  return ioctl(descriptor, RTC_RD_TIME, time);
}

/// Reads the bits RTC_VL_*; -1 and errno if the device keeps none.
static inline int scrap_rtc_read_voltage(int descriptor, unsigned int *bits) {
  return ioctl(descriptor, RTC_VL_READ, bits);
}

/// Has signals come through a descriptor instead of interrupting; -1 and errno
/// if that cannot be.
static inline int scrap_signal_descriptor(const int *numbers, int count) {
  sigset_t set;
  sigemptyset(&set);
  for (int index = 0; index < count; index++) sigaddset(&set, numbers[index]);
  if (sigprocmask(SIG_BLOCK, &set, 0) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// The next signal's number, 0 if there is none.
static inline int scrap_next_signal(int descriptor) {
  struct signalfd_siginfo info;
  ssize_t count = read(descriptor, &info, sizeof info);
  return count == sizeof info ? (int)info.ssi_signo : 0;
}

/// Reads a terminal's size in characters; -1 and errno if it is none.
static inline int scrap_terminal_size(int descriptor, struct winsize *size) {
  return ioctl(descriptor, TIOCGWINSZ, size);
}
