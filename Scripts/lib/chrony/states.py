# SPDX-License-Identifier: Apache-2.0
"""The clock states that both sides get, and the differences that rules cause.

Three sources, each in one of ten states. Offsets and error bounds are chosen
so that no two ends of intervals fall together: where they touch is not what
is compared.
"""

import collections
import itertools

SOURCES = ("gps", "ntp", "rtc")
DAY = 86_400.0

# How far from the truth, its error bound, and whether it falls silent. Seconds.
Clock = collections.namedtuple("Clock", "offset error is_stale",
                               defaults=[False])

# "A bit" overlaps good and not the other "a bit". Wide holds good and a bit
# ahead, and a part of a bit behind.
STATES = {
    "absent": None,
    "stale": Clock(0.0, 1.0, is_stale=True),
    "good": Clock(0.0, 1.0),
    "a-bit-ahead": Clock(1.5, 1.0),
    "a-bit-behind": Clock(-1.5, 1.0),
    "wide": Clock(1.0, 3.0),
    "ahead": Clock(30.0, 1.0),
    "behind": Clock(-30.0, 1.0),
    "far-ahead": Clock(10 * DAY, 1.0),
    "far-behind": Clock(-10 * DAY, 1.0),
}

# What a side makes of a source.
IN, OUT, ALONE, ABSENT, STALE = "in", "out", "alone", "absent", "stale"

# Why the two may differ.
ONE_SOURCE, BRIDGE = "one source", "bridge"


def every():
    """Each combination of states, by name."""
    return list(itertools.product(STATES, repeat=len(SOURCES)))


def clocks(names):
    """The clocks of a combination; None is absent."""
    return [STATES[name] for name in names]


def interval(clock):
    return clock.offset - clock.error, clock.offset + clock.error


def overlap(a, b):
    lo, hi = max(a[0], b[0]), min(a[1], b[1])
    return (lo, hi) if lo <= hi else None


def bridged(intervals):
    """The hull of what pairs have in common, if three have nothing in common
    and yet more than one pair has; else None."""
    if len(intervals) < 3:
        return None
    pairs = [overlap(a, b) for a, b in itertools.combinations(intervals, 2)]
    pairs = [pair for pair in pairs if pair]
    if len(pairs) != 2:
        return None
    return min(lo for lo, _ in pairs), max(hi for _, hi in pairs)


def differences(clocks):
    """Source index to the reason why the two sides must differ on it."""
    said = {index: interval(clock) for index, clock in enumerate(clocks)
            if clock and not clock.is_stale}
    if len(said) == 1:
        return dict.fromkeys(said, ONE_SOURCE)
    hull = bridged(list(said.values()))
    if hull is None:
        return {}
    return {
        index: BRIDGE for index, its in said.items()
        if not holds(its, hull) and not holds(hull, its)
    }


def holds(outer, inner):
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def compare(clocks, ours, theirs):
    """What is wrong about two answers to one combination.

    ours, theirs: a word for each source. Returns sentences; a difference that
    a rule asks for and that did not come is wrong too.
    """
    expected = differences(clocks)
    allowed = {ONE_SOURCE: (ALONE, IN), BRIDGE: (IN, OUT)}
    for index, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        name = SOURCES[index]
        if index not in expected:
            if mine != other:
                yield f"{name}: {mine} here, {other} in chrony"
        elif (mine, other) != allowed[expected[index]]:
            yield (f"{name}: {mine} here, {other} in chrony, where the rule "
                   f"of the {expected[index]} asks for another difference")
