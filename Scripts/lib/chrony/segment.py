# SPDX-License-Identifier: Apache-2.0
"""A reference clock for chronyd's SHM driver: one shared memory segment."""

import ctypes
import errno
import os
import random
import time

SHM_KEY = 0x4E545030
IPC_CREAT, IPC_EXCL, IPC_RMID = 0o1000, 0o2000, 0
# Units below belong to receivers that are really there.
UNIT_FIRST, UNIT_LAST = 10_000, 1_000_000

libc = ctypes.CDLL(None, use_errno=True)
libc.shmget.argtypes = [ctypes.c_int, ctypes.c_size_t, ctypes.c_int]
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
libc.shmat.restype = ctypes.c_void_p
libc.shmdt.argtypes = [ctypes.c_void_p]
libc.shmctl.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_void_p]


class Sample(ctypes.Structure):
    """The layout that ntpd, gpsd and chronyd share."""

    _fields_ = [
        ("mode", ctypes.c_int),
        ("count", ctypes.c_int),
        ("clock_seconds", ctypes.c_long),
        ("clock_microseconds", ctypes.c_int),
        ("receive_seconds", ctypes.c_long),
        ("receive_microseconds", ctypes.c_int),
        ("leap", ctypes.c_int),
        ("precision", ctypes.c_int),
        ("sample_count", ctypes.c_int),
        ("valid", ctypes.c_int),
        ("clock_nanoseconds", ctypes.c_uint),
        ("receive_nanoseconds", ctypes.c_uint),
        ("unused", ctypes.c_int * 8),
    ]


def failed(call):
    code = ctypes.get_errno()
    return OSError(code, f"{call}: {os.strerror(code)}")


class Segment:
    """A segment of our own; never one that was there before."""

    def __init__(self):
        while True:
            self.unit = random.randrange(UNIT_FIRST, UNIT_LAST)
            self.id = libc.shmget(
                SHM_KEY + self.unit, ctypes.sizeof(Sample),
                IPC_CREAT | IPC_EXCL | 0o600)
            if self.id != -1:
                break
            if ctypes.get_errno() != errno.EEXIST:
                raise failed("shmget")
        self.named = True
        self.address = libc.shmat(self.id, None, 0)
        if self.address in (None, ctypes.c_void_p(-1).value):
            self.address = None
            error = failed("shmat")
            self.close()
            raise error
        self.sample = Sample.from_address(self.address)
        # The reader drops a sample whose count changed meanwhile.
        self.sample.mode = 1

    def feed(self, offset_seconds):
        """Says that the clock is off by so much from this machine's."""
        received = time.time_ns()
        clock = received + round(offset_seconds * 1e9)
        sample = self.sample
        sample.count += 1
        sample.valid = 0
        sample.clock_seconds, nanoseconds = divmod(clock, 10**9)
        sample.clock_nanoseconds = nanoseconds
        sample.clock_microseconds = nanoseconds // 1000
        sample.receive_seconds, nanoseconds = divmod(received, 10**9)
        sample.receive_nanoseconds = nanoseconds
        sample.receive_microseconds = nanoseconds // 1000
        sample.count += 1
        sample.valid = 1

    def is_held(self):
        """Whether another process than this has attached it."""
        with open("/proc/sysvipc/shm", encoding="ascii") as table:
            names = next(table).split()
            for line in table:
                row = dict(zip(names, line.split()))
                if int(row["shmid"]) == self.id:
                    return int(row["nattch"]) > 1
        return False

    def forget(self):
        """Lets the kernel drop it with its last user, however that ends."""
        if self.named:
            self.named = False
            libc.shmctl(self.id, IPC_RMID, None)

    def close(self):
        self.forget()
        if self.address is not None:
            libc.shmdt(self.address)
            self.address = None
