# SPDX-License-Identifier: Apache-2.0
"""Writes the table of faults into a document, or checks its rows.

Reads JSON lines of a torture run, or with --check the output of --list, from
standard input.
"""

import json
import re
import sys

BEGIN, END = "<!-- faults:begin -->\n", "<!-- faults:end -->\n"


def table(lines):
    rows, total = [], None
    for line in lines:
        row = json.loads(line)
        if "violation" in row:
            sys.exit(f"a promise was broken: {row['repeat']}")
        if "campaign" in row:
            rows.append(row)
        else:
            total = row
    if total is None:
        sys.exit("the run has not ended")
    out = [
        "| Campaign | Faults | Injected | Cuts | Survived | Refused | Gaps |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        name = "| `{campaign}` | {fault_class} ".format(**row)
        out.append(name + figures(row))
    out.append("| all | " + figures(total))
    out.append("")
    out.append(
        "Repeat it with `Scripts/torture --bounded --seed {seed}`: {cases:,} "
        "judged cases, {redraws:,} unfinished cells drawn anew.".format(**total)
    )
    return "\n".join(out)


def figures(row):
    return (
        "| {faults:,} | {cuts:,} | {survived:,} | {refused:,} "
        "| {gaps:,} |".format(**row)
    )


def check(text, names):
    known = set(re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.M)) - {"all"}
    missing, stale = names - known, known - names
    for name in sorted(missing):
        print(f"fault-table: no row for {name}; run Scripts/fault-table")
    for name in sorted(stale):
        print(f"fault-table: no campaign {name}; run Scripts/fault-table")
    sys.exit(1 if missing or stale else 0)


def main():
    path = sys.argv[-1]
    with open(path, encoding="utf-8") as document:
        text = document.read()
    before, rest = text.split(BEGIN)
    inside, after = rest.split(END)
    if sys.argv[1] == "--check":
        check(inside, {line.split()[0] for line in sys.stdin if line.strip()})
    new = "\n" + table(sys.stdin) + "\n\n"
    with open(path, "w", encoding="utf-8") as document:
        document.write(before + BEGIN + new + END + after)


main()
