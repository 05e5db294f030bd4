# SPDX-License-Identifier: Apache-2.0
"""Gives the same clock states to chronyd and to the arbiter, and holds who is
a falseticker there against who is outvoted here.

Exits with 1 if there is a difference that no rule explains.
"""

import argparse
import collections
import concurrent.futures
import os
import random
import signal
import sys
import threading

import daemon
import ours
import states

# chronyds at a time for each processor: they mostly wait.
WORKERS_PER_PROCESSOR = 32


class Parser(argparse.ArgumentParser):
    """Ends with EX_USAGE, as the other scripts do."""

    def error(self, message):
        self.exit(64, f"compare-chrony: {message}\n")


class Tally:
    """What the comparison has come to."""

    def __init__(self):
        self.agreed = self.estimates = 0
        self.explained = collections.Counter()
        self.decisions = collections.Counter()
        self.unexplained = []

    def take(self, names, mine, other):
        """Holds one answer against the other."""
        clocks = states.clocks(names)
        wrong = list(states.compare(clocks, mine.words, other.words))
        expected = states.differences(clocks)
        wrong += decision(expected, mine, other)
        if wrong:
            self.unexplained.append((names, mine, other, wrong))
            return
        self.explained.update(expected.values())
        self.agreed += len(states.SOURCES) - len(expected)
        self.decisions[mine.reason] += 1
        if mine.interval and other.estimate is not None:
            self.estimates += 1


def decision(expected, mine, other):
    """What is wrong about whether each has a time, and which."""
    trusts, follows = mine.interval is not None, other.estimate is not None
    if trusts != follows:
        if trusts or states.ONE_SOURCE not in expected.values():
            yield (f"trusted time is {trusts} here ({mine.reason}), and "
                   f"{follows} in chrony")
    elif trusts:
        lo, hi = mine.interval
        if not lo - other.slack <= other.estimate <= hi + other.slack:
            yield (f"chrony follows {other.estimate:+.3f} s, and the interval "
                   f"is {lo:+.3f} to {hi:+.3f} s")


def ask(tools, names, stopped):
    if stopped():
        raise daemon.Unsettled("stopped")
    with daemon.Chronyd(tools, states.clocks(names)) as chronyd:
        return chronyd.answer(stopped)


def run(tools, combinations, mine):
    """Asks several chronyds at a time; stops all of them on the way out."""
    tally = Tally()
    stop = threading.Event()
    workers = WORKERS_PER_PROCESSOR * (os.cpu_count() or 1)
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        try:
            asked = [pool.submit(ask, tools, names, stop.is_set)
                     for names in combinations]
            for names, answer, future in zip(
                    combinations, mine, asked, strict=True):
                tally.take(names, answer, future.result())
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
    return tally


def report(tally, version, count):
    compared = tally.agreed + sum(tally.explained.values())
    print(f"chrony {version}: {count} combinations of clock states, "
          f"{compared} sources compared")
    print(f"  the same in both   {tally.agreed}")
    for reason in (states.ONE_SOURCE, states.BRIDGE):
        print(f"  {reason + ', explained':18} {tally.explained[reason]}")
    print(f"  unexplained        {len(tally.unexplained)} combinations")
    print(f"chrony's offset lies in the interval wherever both have one: "
          f"{tally.estimates} times")
    reasons = sorted(tally.decisions.items(), key=lambda item: -item[1])
    print("here: " + ", ".join(f"{name} {n}" for name, n in reasons))
    for names, mine, other, wrong in tally.unexplained[:10]:
        print(f"unexplained: --state {','.join(names)}", file=sys.stderr)
        print(f"  here {mine.words} {mine.reason}, chrony {other.words}",
              file=sys.stderr)
        for sentence in wrong:
            print(f"  {sentence}", file=sys.stderr)


def chosen(options):
    if options.state:
        return [options.state]
    every = states.every()
    if options.states is None or options.states >= len(every):
        return every
    print(f"seed {options.seed}")
    return random.Random(options.seed).sample(every, options.states)


def combination(text):
    names = tuple(text.split(","))
    if len(names) != len(states.SOURCES) or set(names) - set(states.STATES):
        raise argparse.ArgumentTypeError(
            f"needs {len(states.SOURCES)} of {', '.join(states.STATES)}")
    return names


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main():
    parser = Parser(prog="compare-chrony", add_help=False)
    for tool in ("chronyd", "chronyc", "scrapctl"):
        parser.add_argument(f"--{tool}", required=True)
    parser.add_argument("--states", type=positive)
    parser.add_argument("--seed", type=lambda text: int(text, 0), default=1)
    parser.add_argument("--state", type=combination)
    options = parser.parse_args()
    # An end asked for is an exception like another, so that nothing is left.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    combinations = chosen(options)
    tools = daemon.Tools(options.chronyd, options.chronyc)
    try:
        mine = ours.answers(
            options.scrapctl, [states.clocks(names) for names in combinations])
        tally = run(tools, combinations, mine)
    except (daemon.Unsettled, OSError, RuntimeError) as error:
        sys.exit(f"compare-chrony: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    report(tally, tools.version(), len(combinations))
    sys.exit(1 if tally.unexplained else 0)


if __name__ == "__main__":
    main()
