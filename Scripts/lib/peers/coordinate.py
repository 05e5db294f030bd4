# SPDX-License-Identifier: Apache-2.0
"""Asks each worker for a quantum of each case, in turn, round after round.

    coordinate.py --rounds N --results FILE NAME=COMMAND...

Every round asks for every case of every worker once, beginning at another
one: whatever disturbs the machine disturbs all alike, and ratios are taken
within a round. Writes a JSON object; prints a table.
"""

import argparse
import collections
import datetime
import json
import platform
import shlex
import statistics
import subprocess
import sys

# The signature that everything is measured in: libsecp256k1, bare.
BARE = "signature"
# What marks are measured in: 48 bytes written and synced, once.
APPEND = "synced_append"
# Fewer rounds than this without a preemption are not judged alone.
UNDISTURBED_MIN = 15
SPREAD_MAX = 0.10


class Worker:
    """A process that does what it is asked, and nothing in between."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            shlex.split(command), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.header = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the worker {self.name} has ended")
        return json.loads(line)

    def ask(self, case):
        self.process.stdin.write(case + "\n")
        self.process.stdin.flush()
        return self.read()

    def end(self):
        self.process.stdin.close()
        if self.process.wait():
            sys.exit(f"the worker {self.name} failed")


def measure(workers, rounds):
    """{case: [answer of each round]}; one round that does not count."""
    turns = [(worker, case["name"]) for worker in workers
             for case in worker.header["cases"]]
    answers = collections.defaultdict(list)
    for number in range(rounds + 1):
        if sys.stderr.isatty():
            print(f"\rround {number} of {rounds}", end="", file=sys.stderr)
        # A step that shares no factor with most counts mixes the order.
        first = number * 7 % len(turns)
        for worker, case in turns[first:] + turns[:first]:
            answer = worker.ask(case)
            if number:
                answers[case].append(answer)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return answers


def quiet_rounds(*series):
    """The rounds in which none of them lost the processor, or all."""
    count = len(series[0])
    quiet = [number for number in range(count)
             if not any(one[number]["preemptions"] for one in series)]
    return quiet if len(quiet) >= UNDISTURBED_MIN else list(range(count))


def ratio(answers, unit):
    """The median of the ratios within each round."""
    return statistics.median(
        answers[number]["nanoseconds"] / unit[number]["nanoseconds"]
        for number in quiet_rounds(answers, unit))


def spread(answers):
    """How far the fastest quarter lies below the median."""
    times = sorted(answers[number]["nanoseconds"]
                   for number in quiet_rounds(answers))
    return 1 - times[len(times) // 4] / statistics.median(times)


def block_of_biscuit(answers):
    """What a block more costs, as if it were a case: Biscuit has no bare
    signature to ask for."""
    least = answers.get("biscuit_signature")
    most = answers.get("biscuit_depth_3_signature")
    if not least or not most:
        return None
    return [{"nanoseconds": (b["nanoseconds"] - a["nanoseconds"]) / 3,
             "preemptions": a["preemptions"] + b["preemptions"]}
            for a, b in zip(least, most)]


def results(workers, answers):
    block = block_of_biscuit(answers)
    found = []
    for worker in workers:
        for case in worker.header["cases"]:
            own = answers[case["name"]]
            unit = answers.get(case.get("bare"))
            if case["name"].startswith("biscuit"):
                unit = block
            quiet = quiet_rounds(own)
            found.append(dict(
                case, worker=worker.name,
                median_ns=round(statistics.median(
                    own[number]["nanoseconds"] for number in quiet), 1),
                min_ns=round(min(one["nanoseconds"] for one in own), 1),
                undisturbed=sum(
                    not one["preemptions"] for one in own),
                ratio=round(ratio(own, answers[BARE]), 4),
                own_ratio=round(ratio(own, unit), 4) if unit else None,
                append_ratio=round(ratio(own, answers[APPEND]), 4)))
    return found


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=101)
    parser.add_argument("--results", required=True)
    parser.add_argument("workers", nargs="+")
    options = parser.parse_args()
    workers = [Worker(*text.split("=", 1)) for text in options.workers]
    answers = measure(workers, options.rounds)
    for worker in workers:
        worker.end()
    steady = spread(answers[BARE]) <= SPREAD_MAX
    versions = {}
    for worker in workers:
        versions.update(worker.header["versions"])
    found = results(workers, answers)
    with open(options.results, "w", encoding="utf-8") as file:
        json.dump({
            "date": datetime.date.today().isoformat(),
            "machine": f"{platform.machine()}, {processor()}",
            "system": f"Linux {platform.release().split('-')[0]}",
            "rounds": options.rounds,
            "steady": steady, "spread": round(spread(answers[BARE]), 4),
            "versions": versions, "cases": found}, file, indent=1)
        file.write("\n")
    for case in found:
        own = case["own_ratio"]
        print(f"{case['name']:<30} {case['median_ns']:>12.0f} ns"
              f" {case['ratio']:>10.3f} R"
              f" {'' if own is None else format(own, '.3f'):>9}"
              f" {case['undisturbed']:>5}")
    if not steady:
        print("not steady: a quarter of the bare signature's rounds was more"
              " than 10 % faster than their median")


if __name__ == "__main__":
    main()
