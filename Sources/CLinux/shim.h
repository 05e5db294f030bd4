// SPDX-License-Identifier: Apache-2.0

// What Swift's Glibc module leaves out: chance, the clock's own error, the
// real-time clock, the ways of processes and signals, and the size of a
// terminal.
#include <errno.h>
#include <fcntl.h>
#include <linux/rtc.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/wait.h>
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

/// Starts a program in a process group of its own: no other descriptor than
/// the three given, no signal blocked or ignored, no privileges to be gained,
/// killed when this process dies. `status` becomes readable with an errno if
/// the program cannot be executed, and ends otherwise.
///
/// Returns the process, or -1 and errno.
static inline pid_t scrap_start_program(
    char *const arguments[], char *const environment[], int input, int output,
    int errors, int status) {
  pid_t parent = getpid();
  pid_t child = fork();
  if (child > 0) setpgid(child, child);
  if (child != 0) return child;
  // From here on only what may be called between fork and exec.
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  int given[4] = {input, output, errors, status};
  // Above the places that they are to take.
  for (int index = 0; index < 4; index++)
    given[index] = fcntl(given[index], F_DUPFD, 8);
  for (int index = 0; index < 4; index++) dup2(given[index], index);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  if (syscall(SYS_close_range, 4, ~0U, 0) != 0)
    for (int descriptor = 4; descriptor < 4096; descriptor++)
      close(descriptor);
  struct sigaction usual = {.sa_handler = SIG_DFL};
  for (int number = 1; number < 32; number++) sigaction(number, &usual, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  int failure = 0;
  if (chdir("/") == 0) execve(arguments[0], arguments, environment);
  failure = errno;
  if (write(3, &failure, sizeof failure) != sizeof failure) _exit(126);
  _exit(127);
}

/// An anonymous file in memory, or -1 and errno.
static inline int scrap_memory_file(const char *name) {
  // MFD_CLOEXEC, which glibc gives to GNU sources alone.
  return (int)syscall(SYS_memfd_create, name, 1U);
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

/// Whether a child has ended; it stays a zombie, its process group's number
/// its own.
static inline int scrap_has_ended(pid_t child) {
  siginfo_t info = {0};
  return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child;
}

/// Datagrams that the kernel dropped for want of room.
static inline unsigned scrap_dropped_datagrams(int descriptor) {
  unsigned info[16] = {0};
  socklen_t count = sizeof info;
  // SO_MEMINFO, of which the ninth is SK_MEMINFO_DROPS.
  if (getsockopt(descriptor, SOL_SOCKET, 55, info, &count) != 0) return 0;
  return count >= 9 * sizeof info[0] ? info[8] : 0;
}

/// Reads a terminal's size in characters; -1 and errno if it is none.
static inline int scrap_terminal_size(int descriptor, struct winsize *size) {
  return ioctl(descriptor, TIOCGWINSZ, size);
}
