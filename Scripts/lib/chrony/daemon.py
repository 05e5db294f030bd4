# SPDX-License-Identifier: Apache-2.0
"""Runs chronyd on simulated reference clocks and reads what it selected."""

import os
import pathlib
import pwd
import re
import shutil
import subprocess
import tempfile
import time

from segment import Segment
from states import ABSENT, IN, OUT, SOURCES, STALE

# Seconds; chronyd polls each source eight times a second and selects after
# three samples.
POLL_EXPONENT = -3
FEED_PERIOD = 0.04
READ_PERIOD = 0.5
PATIENCE = 30.0
LIFE = 40
# How far its intervals may be from those that were fed: its own error grows
# with a sample's age, and its answers carry 25 bits of a number.
TOLERANCE, TOLERANCE_RATIO = 0.02, 2e-7

# States of `selectdata`, and what they mean here. The others are transient.
MEANINGS = {"*": IN, "+": IN, "D": IN, "U": IN, "x": OUT}
SILENT, WITHOUT_SAMPLES = "S", {"s", "M"}


class Unsettled(Exception):
    """chronyd did not come to an answer."""


class Reading:
    """One line of `chronyc -c selectdata`, and the clock behind it."""

    def __init__(self, line, clock):
        fields = line.split(",")
        self.state, self.name, self.clock = fields[0], fields[1], clock
        self.lo, self.hi = float(fields[-3]), float(fields[-2])
        self.slack = TOLERANCE + TOLERANCE_RATIO * max(
            abs(self.lo), abs(self.hi))

    def is_settled(self):
        """Whether the state is a last word, on the interval that was fed."""
        if self.clock is None:
            return self.state in WITHOUT_SAMPLES
        if self.clock.is_stale:
            return self.state == SILENT
        error = (self.hi - self.lo) / 2
        return (self.state in MEANINGS
                and abs(error - self.clock.error) <= self.slack)

    def is_as(self, before):
        return (self.state == before.state
                and abs(self.lo - before.lo) <= self.slack)

    def word(self):
        if self.clock is None:
            return ABSENT
        return STALE if self.clock.is_stale else MEANINGS[self.state]

    def estimate(self):
        """The offset that chronyd gives its clock: it tells how far that is
        ahead of the source."""
        return self.clock.offset + (self.lo + self.hi) / 2


class Answer:
    """What chronyd made of a combination: a word for each source, and the
    offset from the truth that it follows, None if it follows none."""

    def __init__(self, readings):
        self.words = [reading.word() for reading in readings]
        self.estimate = None
        heard = [reading for reading in readings
                 if reading.word() in (IN, OUT)]
        if IN in self.words:
            nearest = min(heard, key=lambda reading: reading.slack)
            self.estimate, self.slack = nearest.estimate(), nearest.slack
        for a, b in zip(heard, heard[1:]):
            if abs(a.estimate() - b.estimate()) > a.slack + b.slack:
                raise Unsettled("its intervals are not those that were fed")


class Chronyd:
    """One chronyd that controls no clock, with these clocks as its sources."""

    def __init__(self, tools, clocks):
        self.tools, self.clocks = tools, clocks
        self.silent = set()
        self.segments, self.process, self.folder = [], None, None

    def __enter__(self):
        try:
            for _ in self.clocks:
                self.segments.append(Segment())
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def start(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="scrap-chrony-"))
        lines = [
            "port 0",
            "cmdport 0",
            f"bindcmdaddress {self.folder}/socket",
            f"pidfile {self.folder}/pid",
            "maxdistance 100",
        ]
        for name, segment, clock in zip(
                SOURCES, self.segments, self.clocks, strict=True):
            error = clock.error if clock else 1.0
            lines.append(
                f"refclock SHM {segment.unit} refid {name.upper()} "
                f"poll {POLL_EXPONENT} dpoll {POLL_EXPONENT} filter 1 "
                f"offset 0 delay {2 * error} precision 1e-6 maxsamples 8")
        configuration = self.folder / "chrony.conf"
        configuration.write_text("\n".join(lines) + "\n", encoding="ascii")
        # -x: no control of the clock; -U -u: whoever we are, we stay.
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                [self.tools.chronyd, "-x", "-d", "-U", "-u", user_name(),
                 "-t", str(LIFE), "-f", configuration],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.hand_over()

    def hand_over(self):
        """Waits until chronyd holds the segments: from then on none can be
        left behind, however this ends."""
        begun = time.monotonic()
        for segment in self.segments:
            while not segment.is_held():
                if (self.process.poll() is not None
                        or time.monotonic() - begun > PATIENCE):
                    raise Unsettled(f"chronyd does not start: {self.log()}")
                time.sleep(0.005)
            segment.forget()

    def feed(self):
        for index, clock in enumerate(self.clocks):
            if clock and index not in self.silent:
                self.segments[index].feed(clock.offset)

    def read(self):
        """The sources' lines; None as long as chronyd does not answer."""
        if self.process.poll() is not None:
            raise Unsettled(f"chronyd ended: {self.log()}")
        told = subprocess.run(
            [self.tools.chronyc, "-c", "-h", self.folder / "socket",
             "selectdata"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=PATIENCE, check=False)
        lines = told.stdout.splitlines()
        if told.returncode or len(lines) != len(SOURCES):
            return None
        readings = [
            Reading(*pair) for pair in zip(lines, self.clocks, strict=True)]
        names = tuple(reading.name.lower() for reading in readings)
        if names != SOURCES:
            raise Unsettled(f"chronyc told of {names}")
        # Only what was heard can fall silent.
        self.silent.update(
            index for index, reading in enumerate(readings)
            if reading.clock and reading.clock.is_stale
            and reading.state not in WITHOUT_SAMPLES)
        return readings

    def answer(self, stopped):
        """Feeds until two readings in a row say the same last words."""
        before = readings = None
        begun = time.monotonic()
        due = begun + READ_PERIOD
        while not stopped():
            self.feed()
            time.sleep(FEED_PERIOD)
            if time.monotonic() < due:
                continue
            before, readings = readings, self.read()
            due = time.monotonic() + READ_PERIOD
            if before and readings and all(
                    now.is_settled() and now.is_as(then)
                    for now, then in zip(readings, before, strict=True)):
                return Answer(readings)
            if time.monotonic() - begun > PATIENCE:
                states = readings and [r.state for r in readings]
                raise Unsettled(f"states are {states} after {PATIENCE} s: "
                                f"{self.log()}")
        raise Unsettled("stopped")

    def log(self):
        text = (self.folder / "log").read_text("utf-8", "replace")
        return " / ".join(text.splitlines()[-3:])

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        for segment in self.segments:
            segment.close()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def user_name():
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise Unsettled("chronyd needs a user that has a name") from None


class Tools:
    """Where chronyd and chronyc are."""

    def __init__(self, chronyd, chronyc):
        self.chronyd, self.chronyc = chronyd, chronyc

    def version(self):
        told = subprocess.run(
            [self.chronyd, "-v"], capture_output=True, text=True, check=True)
        return re.search(r"version (\S+)", told.stdout)[1]
