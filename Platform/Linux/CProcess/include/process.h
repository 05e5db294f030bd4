// SPDX-License-Identifier: Apache-2.0

// What Swift cannot say of processes and signals. No system header here: what
// this module included would be missing from Swift's Glibc.
#ifndef SCRAP_PROCESS_H
#define SCRAP_PROCESS_H

/// Opens /dev/null wherever standard input, output or error is closed: else the
/// next file that is opened takes its place, and what is printed goes there.
/// First of all in a program.
void scrap_open_standard_descriptors(void);

/// Starts a program in a process group of its own: no other descriptor than
/// the three given, no signal blocked or ignored, no privileges to be gained,
/// killed when this process dies. `status` becomes readable with an errno if
/// the program cannot be executed, and ends otherwise.
///
/// Returns the process, or -1 and errno.
int scrap_start_program(
    char *const arguments[], char *const environment[], int input, int output,
    int errors, int status);

/// A pipe that no program inherits, whose reading end, the first, never waits;
/// -1 and errno if there is none.
int scrap_pipe(int ends[2]);

/// An anonymous file in memory, or -1 and errno.
int scrap_memory_file(const char *name);

/// Has signals come through a descriptor instead of interrupting; -1 and errno
/// if that cannot be.
int scrap_signal_descriptor(const int *numbers, int count);

/// The next signal's number, 0 if there is none.
int scrap_next_signal(int descriptor);

/// Whether a child has ended; it stays a zombie, its process group's number
/// its own.
int scrap_has_ended(int child);

/// Datagrams that the kernel dropped for want of room.
unsigned scrap_dropped_datagrams(int descriptor);

#endif
