# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of Sources/ScrapBench/COSTS.md.

    costs.py FOLDER CASES THREADS FACTS...

FOLDER has COSTS.md, of which only what stands between markers is written, and
instructions.txt; CASES and THREADS are what `scrapctl bench` and `scrapctl
bench threads` printed as JSON; FACTS are sentences about the machine.
"""

import json
import pathlib
import re
import sys

from instructions import read

THREADS = (
    ("bare signatures a second, one thread", "bare_per_second", 0),
    ("decisions a second, one thread", "decisions_per_second", 0),
    ("decisions a second, two threads", "decisions_per_second_of_two", 0),
    ("scaling of bare signatures", "bare_scaling", 3),
    ("scaling of decisions", "decision_scaling", 3),
    ("decisions in bare signatures, one thread", "one_thread_ratio", 3),
    ("decisions in bare signatures, two threads", "two_thread_ratio", 3),
    ("scaling in scaling; the aim is 0.97", "scaling_ratio", 3),
)


def microseconds(nanoseconds):
    value = nanoseconds / 1e3
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def ratio(value):
    return "" if value is None else f"{value:.4f}" if value < 0.1 \
        else f"{value:.2f}"


def cases_table(cases, table):
    yield ("| Case | µs | p50 | p99 | p99.9 | a second | ratio | aim |"
           " instructions | ratio | unit |")
    yield "| --- |" + " ---: |" * 9 + " --- |"
    for case in cases:
        spread = case["percentiles"]
        count, by_count = table.get(case["case"], (None, None))
        cells = [
            f"`{case['case']}`", microseconds(case["median_ns"]),
            microseconds(spread["p50_ns"]), microseconds(spread["p99_ns"]),
            microseconds(spread["p99_9_ns"]), f"{case['per_second']:,.0f}",
            ratio(case["ratio"]),
            "" if case["goal"] is None else f"{case['goal']:g}",
            "" if count is None else f"{count:,}", ratio(by_count),
            case["unit"].replace("signature", "R").replace("key_parse", "P")]
        yield "| " + " | ".join(cells) + " |"


def threads_table(threads):
    yield "| What | |"
    yield "| --- | ---: |"
    for label, name, digits in THREADS:
        yield f"| {label} | {threads[name]:,.{digits}f} |"
    yield (f"| rounds in which both threads had a processor |"
           f" {threads['undisturbed_rounds']} of {threads['rounds']} |")


def facts(cases, sentences):
    first = cases[0]
    counted = [case["allocations"] for case in cases
               if case["allocations"] is not None]
    yield from sentences
    yield (f"{first['rounds']} rounds; the bare signature's fastest quarter"
           f" {first['spread']:.1%} below its median"
           + (": steady." if first["steady"] else ": **not steady**."))
    allocating = [case["case"] for case in cases if case["allocations"]]
    yield (f"Heap allocations were counted in {len(counted)} cases: "
           + ("none in any." if not allocating
              else "some in " + ", ".join(allocating) + "."))


def main():
    folder, cases_path, threads_path, *sentences = sys.argv[1:]
    folder = pathlib.Path(folder)
    with open(cases_path, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    with open(threads_path, encoding="utf-8") as file:
        threads = json.loads(file.readline())
    parts = {
        "facts": facts(cases, sentences),
        "cases": cases_table(cases, read(folder / "instructions.txt")),
        "threads": threads_table(threads),
    }
    path = folder / "COSTS.md"
    text = path.read_text(encoding="utf-8")
    for name, lines in parts.items():
        body = "\n".join(lines)
        text, count = re.subn(
            rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)",
            lambda match, body=body: (
                match.group(1) + "\n" + body + "\n\n" + match.group(2)),
            text, flags=re.DOTALL)
        if count != 1:
            sys.exit(f"COSTS.md has no place for {name}")
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
