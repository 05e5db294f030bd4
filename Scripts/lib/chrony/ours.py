# SPDX-License-Identifier: Apache-2.0
"""What the arbiter makes of the same clock states."""

import json
import subprocess

from states import ABSENT, ALONE, DAY, IN, OUT, SOURCES, STALE

TRUTH = 1_800_000_000
# A reading of the beginning is too old for each source.
COUNTER, BEGINNING = 10_000, 1

MEANINGS = {
    "agreed": IN, "outvoted": OUT, "apart": OUT, "alone": ALONE,
    "absent": ABSENT, "stale": STALE,
}


class Answer:
    """A word for each source, and the interval as offsets from the truth,
    None if there is no trusted time."""

    def __init__(self, line):
        told = json.loads(line)
        self.words = [
            MEANINGS.get(told["states"][name], told["states"][name])
            for name in SOURCES]
        self.reason = told["reason"]
        self.interval = None
        if told["trusted"]:
            self.interval = tuple(
                offset(told[end]) for end in ("lo_seconds", "hi_seconds"))


def offset(seconds):
    """Decimal digits to an offset from the truth; exact for whole seconds."""
    whole, _, fraction = str(seconds).partition(".")
    return int(whole) - TRUTH + float("0." + (fraction or "0"))


def trace(combinations):
    """One step for each, each after a restart: no step knows another."""
    yield json.dumps({"policy": {
        "earliest_seconds": TRUTH - 100 * int(DAY),
        "first_fix_jump_seconds_max": 200 * int(DAY),
        # chrony is told of leap seconds; it adds none to a bound.
        "leap_seconds_max": 0,
    }})
    for clocks in combinations:
        step = {"restart": True, "counter_seconds": COUNTER}
        for name, clock in zip(SOURCES, clocks, strict=True):
            if clock:
                step[name] = {
                    "unix_seconds": TRUTH + clock.offset,
                    "error_seconds": clock.error,
                    "taken_seconds":
                        BEGINNING if clock.is_stale else COUNTER,
                }
        yield json.dumps(step)


def answers(scrapctl, combinations):
    """Replays them through the built command; one answer for each."""
    text = "".join(line + "\n" for line in trace(combinations))
    told = subprocess.run(
        [scrapctl, "clock", "explain", "--format", "json", "-"],
        input=text, capture_output=True, text=True, check=False)
    # 2: some step has no trusted time, as must be.
    if told.returncode not in (0, 2):
        raise RuntimeError(f"scrapctl clock explain ended with "
                           f"{told.returncode}: {told.stderr.strip()}")
    lines = [line for line in told.stdout.splitlines()
             if "states" in json.loads(line)]
    if len(lines) != len(combinations):
        raise RuntimeError(f"scrapctl told of {len(lines)} steps, "
                           f"{len(combinations)} were given")
    return [Answer(line) for line in lines]
