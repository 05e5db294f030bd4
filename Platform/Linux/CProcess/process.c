// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

void scrap_open_standard_descriptors(void) {
  for (int descriptor = 0; descriptor < 3; descriptor++)
    if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0)
      _exit(71);
}

int scrap_start_program(
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
  if (close_range(4, ~0U, 0) != 0)
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

int scrap_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  return fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

int scrap_memory_file(const char *name) {
  return memfd_create(name, MFD_CLOEXEC);
}

int scrap_signal_descriptor(const int *numbers, int count) {
  sigset_t set;
  sigemptyset(&set);
  for (int index = 0; index < count; index++) sigaddset(&set, numbers[index]);
  if (sigprocmask(SIG_BLOCK, &set, 0) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int scrap_next_signal(int descriptor) {
  struct signalfd_siginfo info;
  ssize_t count = read(descriptor, &info, sizeof info);
  return count == sizeof info ? (int)info.ssi_signo : 0;
}

int scrap_has_ended(int child) {
  siginfo_t info = {0};
  return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child;
}

unsigned scrap_dropped_datagrams(int descriptor) {
  unsigned info[16] = {0};
  socklen_t count = sizeof info;
  // SO_MEMINFO, of which the ninth is SK_MEMINFO_DROPS.
  if (getsockopt(descriptor, SOL_SOCKET, 55, info, &count) != 0) return 0;
  return count >= 9 * sizeof info[0] ? info[8] : 0;
}
