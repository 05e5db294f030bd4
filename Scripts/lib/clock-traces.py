# SPDX-License-Identifier: Apache-2.0
"""Writes example traces for `scrapctl clock explain` into a folder.

Everything is reckoned in integers of nanoseconds and drawn from one seed.
"""

import json
import pathlib
import random
import re
import sys

SECOND = 10**9
DAY = 86_400
START = 1_800_000_000
POLICY = {"earliest_seconds": 1_790_000_000,
          "oscillator_parts_per_billion": 5_000}
# Half of what each source states: an honest one stays within.
STATED = {"gps": SECOND, "gps_second": SECOND, "ntp": 2 * SECOND,
          "rtc": 3 * SECOND}


def seconds(nanoseconds):
    """Exact seconds; `Sky.text` takes the quotes off."""
    sign = "-" if nanoseconds < 0 else ""
    whole, rest = divmod(abs(nanoseconds), SECOND)
    fraction = f".{rest:09}".rstrip("0") if rest else ""
    return f"@{sign}{whole}{fraction}"


class Sky:
    """A satellite's clocks, one step after another."""

    def __init__(self, name):
        self.random = random.Random(f"scrap clock {name}")
        self.lines = [{"policy": POLICY}]
        self.truth = START * SECOND
        self.booted = self.truth
        self.fresh = False

    def wait(self, elapsed):
        self.truth += elapsed * SECOND

    def reboot(self, elapsed):
        self.wait(elapsed)
        self.booted = self.truth - SECOND
        self.fresh = True

    @property
    def counter(self):
        return self.truth - self.booted

    def reading(self, source, off=0):
        """Honest but for `off` seconds."""
        stated = STATED[source]
        noise = self.random.randrange(-stated // 2, stated // 2)
        noise -= noise % 1_000_000
        return {"unix_seconds": seconds(
                    self.truth + noise + round(off * SECOND)),
                "error_seconds": seconds(stated)}

    def step(self, off=None, drawn=None, mark=None, health=None, **more):
        line = {"counter_seconds": seconds(self.counter),
                "truth_seconds": seconds(self.truth)}
        if self.fresh:
            line["restart"] = True
            self.fresh = False
        if mark is not None:
            line["time_mark_seconds"] = mark
        for source, wrong in (off or {}).items():
            line[source] = self.reading(source, wrong)
        for source, word in (health or {}).items():
            line[source] = {"health": word}
        if drawn is not None:
            line["operator"] = {
                "unix_seconds": seconds(self.truth - 2 * SECOND),
                "error_seconds": seconds(SECOND),
                "drawn_seconds": seconds(drawn)}
        line.update(more)
        self.lines.append(line)

    def text(self):
        text = "".join(json.dumps(line) + "\n" for line in self.lines)
        return re.sub(r'"@([-.0-9]+)"', r"\1", text)


def spoof_two_sources(sky):
    """Receiver and RTC agree; then the receiver is ten days ahead."""
    for minute in range(60):
        ahead = 10 * DAY if minute >= 20 else 0
        sky.step({"gps": ahead, "rtc": 0})
        sky.wait(60)


def patient_drag(sky):
    """The receiver is dragged by 59 seconds an hour, RTC and NTP are not."""
    for step in range(144):
        drag = max(0, step - 24) * 59 / 6
        off = {"gps": drag, "rtc": 0}
        if step % 9 == 0:
            off["ntp"] = 0
        sky.step(off)
        sky.wait(600)


def reboot_reset_rtc(sky):
    """Power is lost; the RTC begins in 1970; a mark keeps time from falling."""
    for _ in range(20):
        sky.step({"gps": 0, "rtc": 0}, mark=START - 600)
        sky.wait(60)
    mark = sky.truth // SECOND - 300
    sky.reboot(1800)
    reset = (1000 * SECOND - sky.truth) / SECOND
    for _ in range(10):
        sky.step({"rtc": reset}, mark=mark, health={"gps": "no_fix"})
        sky.wait(60)
    for _ in range(10):
        sky.step({"gps": 0, "rtc": reset})
        sky.wait(60)
    for _ in range(20):
        sky.step({"gps": 0, "ntp": 0, "rtc": reset})
        sky.wait(60)


def receivers_contradict(sky):
    """A second receiver comes, 5 seconds off: both are out until it goes."""
    for minute in range(60):
        off = {"gps": 0, "rtc": 0}
        if 15 <= minute < 45:
            off["gps_second"] = 5
        if minute % 10 < 8:
            off["ntp"] = 0
        sky.step(off)
        sky.wait(60)


def ground_confirms(sky):
    """Years in the dark: the first fix is a leap until the ground confirms.

    Then the receiver is lost, the oscillator alone remains until it is too
    wide, and the receiver comes back.
    """
    for _ in range(8):
        sky.step({"gps": 0, "rtc": 0}, mark=START - 400 * DAY)
        sky.wait(3600)
    sky.step({"gps": 0, "rtc": 0}, drawn=sky.counter - 3 * SECOND)
    for _ in range(16):
        sky.wait(3600)
        sky.step({"gps": 0, "rtc": 0}, mark=sky.truth // SECOND - 600)
    for _ in range(56):
        sky.wait(3 * 3600)
        sky.step(health={"gps": "no_fix"})
    for _ in range(16):
        sky.wait(3600)
        sky.step({"gps": 0, "rtc": 0})


TRACES = {
    "spoof-two-sources": spoof_two_sources,
    "patient-drag": patient_drag,
    "reboot-reset-rtc": reboot_reset_rtc,
    "receivers-contradict": receivers_contradict,
    "ground-confirms": ground_confirms,
}


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, tell in TRACES.items():
        sky = Sky(name)
        # Older than a challenge may be.
        sky.booted -= 100 * SECOND
        if name == "ground-confirms":
            sky.lines[0] = {"policy": {
                "earliest_seconds": START - 401 * DAY,
                "oscillator_parts_per_billion": 5_000,
                "width_seconds_max": 10}}
        tell(sky)
        (folder / f"{name}.jsonl").write_text(sky.text(), encoding="utf-8")


main()
