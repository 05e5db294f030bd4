# SPDX-License-Identifier: Apache-2.0
"""Tests of what must not err silently: feeding, reading, judging."""

import ctypes
import itertools
import json
import unittest

import compare
import daemon
import ours
import segment
import states

GOOD, BIT, FAR = states.STATES["good"], states.STATES["a-bit-ahead"], (
    states.STATES["far-ahead"])
LINE = "{},{},N,-,-,-,-,-,-,-,-,-,-,0,1.0,{},{},Normal"


def attach(unit):
    return segment.libc.shmget(segment.SHM_KEY + unit, 0, 0)


class Segments(unittest.TestCase):
    def test_a_sample_has_the_shared_layout(self):
        self.assertEqual(ctypes.sizeof(segment.Sample), 96)
        self.assertEqual(segment.Sample.valid.offset, 48)
        self.assertEqual(segment.Sample.clock_nanoseconds.offset, 52)

    def test_another_process_reads_the_offset(self):
        ours_ = segment.Segment()
        try:
            address = segment.libc.shmat(attach(ours_.unit), None, 0)
            sample = segment.Sample.from_address(address)
            ours_.feed(-1.5)
            self.assertEqual((sample.mode, sample.count, sample.valid),
                             (1, 2, 1))
            apart = (sample.clock_seconds - sample.receive_seconds) * 10**9
            apart += sample.clock_nanoseconds - sample.receive_nanoseconds
            self.assertEqual(apart, -1_500_000_000)
            self.assertEqual(sample.clock_microseconds,
                             sample.clock_nanoseconds // 1000)
            segment.libc.shmdt(address)
        finally:
            ours_.close()

    def test_the_other_holder_is_seen(self):
        ours_ = segment.Segment()
        try:
            self.assertFalse(ours_.is_held())
            address = segment.libc.shmat(attach(ours_.unit), None, 0)
            self.assertTrue(ours_.is_held())
            segment.libc.shmdt(address)
            self.assertFalse(ours_.is_held())
        finally:
            ours_.close()

    def test_nothing_is_left_behind(self):
        ours_ = segment.Segment()
        self.assertNotEqual(attach(ours_.unit), -1)
        ours_.close()
        self.assertEqual(attach(ours_.unit), -1)


class Differences(unittest.TestCase):
    def test_one_source_differs(self):
        self.assertEqual(states.differences([None, GOOD, None]),
                         {1: states.ONE_SOURCE})

    def test_two_sources_never_differ(self):
        heard = [clock for clock in states.STATES.values()
                 if clock and not clock.is_stale]
        for a, b in itertools.product(heard, repeat=2):
            self.assertEqual(states.differences([a, None, b]), {})

    def test_the_ends_of_a_bridge_differ(self):
        behind = states.STATES["a-bit-behind"]
        self.assertEqual(states.differences([GOOD, BIT, behind]),
                         {1: states.BRIDGE, 2: states.BRIDGE})

    def test_an_end_within_a_wide_bridge_does_not_differ(self):
        wide, behind = states.STATES["wide"], states.STATES["a-bit-behind"]
        self.assertEqual(states.differences([wide, BIT, behind]),
                         {2: states.BRIDGE})

    def test_a_stale_source_is_no_source(self):
        stale = states.STATES["stale"]
        self.assertEqual(states.differences([stale, stale, GOOD]),
                         {2: states.ONE_SOURCE})

    def test_no_two_ends_fall_together(self):
        ends = [end for clock in states.STATES.values()
                if clock and not clock.is_stale
                for end in states.interval(clock)]
        for a, b in itertools.combinations(ends, 2):
            self.assertGreaterEqual(abs(a - b), 0.2)


class Judging(unittest.TestCase):
    clocks = [GOOD, BIT, FAR]
    right = [states.IN, states.IN, states.OUT]

    def test_each_wrong_word_is_found(self):
        self.assertEqual(
            list(states.compare(self.clocks, self.right, self.right)), [])
        words = (states.IN, states.OUT, states.ALONE, states.ABSENT,
                 states.STALE)
        for index, word in itertools.product(range(3), words):
            wrong = list(self.right)
            wrong[index] = word
            found = list(states.compare(self.clocks, wrong, self.right))
            self.assertEqual(len(found), int(word != self.right[index]))

    def test_a_difference_that_does_not_come_is_found(self):
        words = [states.ABSENT, states.IN, states.ABSENT]
        self.assertTrue(
            list(states.compare([None, GOOD, None], words, words)))

    def test_an_estimate_outside_of_the_interval_is_found(self):
        def judge(estimate, interval):
            other = type("Other", (), {"estimate": estimate, "slack": 0.02})
            mine = type("Mine", (), {"interval": interval, "reason": "r"})
            return list(compare.decision({}, mine, other))

        self.assertEqual(judge(1.0, (-1.0, 2.5)), [])
        self.assertEqual(judge(None, None), [])
        self.assertTrue(judge(2.6, (-1.0, 2.5)))
        self.assertTrue(judge(None, (-1.0, 2.5)))
        self.assertTrue(judge(1.0, None))


class Chrony(unittest.TestCase):
    def reading(self, state, lo, hi, clock=GOOD):
        return daemon.Reading(LINE.format(state, "GPS", lo, hi), clock)

    def test_only_last_words_on_the_fed_interval_are_settled(self):
        self.assertTrue(self.reading("*", -0.25, 1.75).is_settled())
        self.assertFalse(self.reading("*", -0.5, 0.5).is_settled())
        for state in "MsdNw~SW":
            self.assertFalse(self.reading(state, -1, 1).is_settled())
        self.assertTrue(self.reading("s", 0, 0, None).is_settled())
        stale = states.STATES["stale"]
        self.assertTrue(self.reading("S", -1, 1, stale).is_settled())
        self.assertFalse(self.reading("*", -1, 1, stale).is_settled())
        self.assertFalse(self.reading("x", 0, 0, None).is_settled())

    def test_intervals_that_moved_apart_are_no_answer(self):
        same = [self.reading("*", -0.25, 1.75),
                self.reading("+", -1.75, 0.25, BIT)]
        self.assertAlmostEqual(daemon.Answer(same).estimate, 0.75)
        with self.assertRaises(daemon.Unsettled):
            daemon.Answer([same[0], self.reading("+", -1.0, 1.0, BIT)])


class Arbiter(unittest.TestCase):
    def test_a_step_knows_no_other(self):
        _, *steps = map(json.loads, ours.trace([[GOOD, None, FAR], [None] * 3]))
        self.assertTrue(all(step["restart"] for step in steps))
        self.assertEqual(steps[0]["rtc"]["unix_seconds"],
                         ours.TRUTH + 10 * states.DAY)
        self.assertNotIn("ntp", steps[0])
        self.assertEqual(steps[0]["gps"]["taken_seconds"], ours.COUNTER)
        self.assertEqual(set(steps[1]), {"restart", "counter_seconds"})

    def test_an_instant_becomes_an_offset(self):
        for text, expected in (("1799999998.500000000", -1.5),
                               ("1800000002.500000001", 2.500000001)):
            self.assertAlmostEqual(ours.offset(text), expected, places=9)


if __name__ == "__main__":
    unittest.main()
