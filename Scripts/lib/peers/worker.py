# SPDX-License-Identifier: Apache-2.0
"""What every worker of Scripts/bench-peers does with its two pipes.

Out, first: one JSON object, {"versions": {name: text}, "cases": [case]}; a
case is {"name", "group", "summary", "bare", "bytes"}, where bare names the
signature of the same library it rests on, or is null. In: the name of a case
a line. Out: one JSON object a line, {"nanoseconds", "operations",
"preemptions"}: the time of one operation, how many were done, and how often
the kernel took the processor away meanwhile.
"""

import json
import resource
import sys
import time

QUANTUM_NS = 2_000_000


class Case:
    """One thing that is measured.

    operate() does one operation and fails unless its outcome is the expected
    one; count is how many make a quantum, found out if it is None.
    """

    def __init__(self, name, group, summary, bare, size, operate, count=None):
        self.name = name
        self.operate = operate
        self.description = {
            "name": name, "group": group, "summary": summary, "bare": bare,
            "bytes": size}
        self.count = count or self.count_of_a_quantum()

    def count_of_a_quantum(self):
        least = min(quantum(self.operate, 1)["nanoseconds"]
                    for _ in range(20))
        return max(1, min(2_000, int(QUANTUM_NS / least)))

    def quantum(self):
        # A few that do not count: other workers had the caches meanwhile.
        for _ in range(max(1, self.count // 8)):
            self.operate()
        return quantum(self.operate, self.count)


def quantum(operate, count):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
    start = time.perf_counter_ns()
    for _ in range(count):
        operate()
    end = time.perf_counter_ns()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
    return {"nanoseconds": (end - start) / count, "operations": count,
            "preemptions": after - before}


def serve(versions, cases):
    """Answers until standard input ends."""
    by_name = {case.name: case for case in cases}
    say({"versions": versions,
         "cases": [case.description for case in cases]})
    for line in sys.stdin:
        say(by_name[line.strip()].quantum())


def say(value):
    print(json.dumps(value), flush=True)
