# SPDX-License-Identifier: Apache-2.0
"""Table of instruction counts: writes it, shows it, holds a run against it.

    instructions.py show  LINES DUMPS
    instructions.py write LINES DUMPS TABLE FACTS...
    instructions.py check LINES DUMPS TABLE

LINES is what `scrapctl bench instructions` printed, DUMPS the prefix of the
files that callgrind wrote, one for each line, numbered from 1. FACTS go to the
head of the table. A check fails if a case takes more instructions than the
table says, or a greater ratio to the bare calls, by more than the tolerance.
"""

import glob
import json
import sys

# The same binary repeats its counts; another patch of the compiler, or another
# C library, moves them by less than this.
TOLERANCE = 0.02


def counts(lines_path, prefix):
    """{case: (instructions of one operation, ratio or None)}."""
    with open(lines_path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    totals = []
    for number in range(1, len(lines) + 1):
        # callgrind pads no numbers; the last dump of all has none.
        with open(f"{prefix}.{number}", encoding="utf-8") as file:
            totals.append(next(
                int(line.split()[1]) for line in file
                if line.startswith(("summary:", "totals:"))))
    if len(glob.glob(glob.escape(prefix) + ".*")) < len(lines):
        sys.exit("callgrind wrote too few files")
    per_operation = {
        line["case"]: total / line["operations"]
        for line, total in zip(lines, totals)}
    found = {}
    for line in lines:
        own = per_operation[line["case"]]
        unit = sum(per_operation[name] * count for name, count in line["unit"])
        found[line["case"]] = (round(own), own / unit if unit else None)
    if min(count for count, _ in found.values()) == 0:
        sys.exit("callgrind counted nothing: was the function inlined?")
    return found


def row(name, count, ratio):
    text = "-" if ratio is None else f"{ratio:.4f}"
    return f"{name:<32} {count:>12} {text:>9}"


def read(path):
    """The table's cases, as counts() gives them."""
    table = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            name, count, ratio = line.split()
            table[name] = (int(count), None if ratio == "-" else float(ratio))
    return table


def write(path, found, facts):
    with open(path, "w", encoding="utf-8") as file:
        for fact in facts:
            file.write(f"# {fact}\n")
        file.write("#\n# case, instructions of one operation, ratio\n")
        for name, (count, ratio) in found.items():
            file.write(row(name, count, ratio) + "\n")


def findings(found, table, selected_only):
    """What a check has to say, and whether each is a failure."""
    most = 1 + TOLERANCE
    for name, (count, ratio) in found.items():
        if name not in table:
            yield f"{name}: is not in the table", True
            continue
        was, was_ratio = table[name]
        if count > was * most:
            yield (f"{name}: {count} instructions, {was} in the table:"
                   f" {count / was - 1:+.1%}"), True
        elif count * most < was:
            yield (f"{name}: {count} instructions, {was} in the table:"
                   f" {count / was - 1:+.1%}; write the table anew"), False
        if ratio is not None and (
                was_ratio is None or ratio > was_ratio * most):
            yield (f"{name}: {ratio:.4f} of the bare calls, {was_ratio} in"
                   " the table"), True
    for name in table:
        if name not in found and not selected_only:
            yield f"{name}: is in the table, and was not run", True


def check(found, table, selected_only):
    # A gate that sees nothing would stand open: try it first.
    tight = {name: (count * 0.97, ratio and ratio * 0.97)
             for name, (count, ratio) in found.items()}
    ratios = sum(ratio is not None for _, ratio in found.values())
    seen = sum(fails for _, fails in findings(found, tight, False))
    if seen != len(found) + ratios:
        sys.exit("3 % too many instructions were not seen")
    failed = False
    for text, is_failure in findings(found, table, selected_only):
        print(text)
        failed |= is_failure
    print(f"instructions: {len(found)} cases, at most"
          f" {TOLERANCE:.0%} above the table: {'no' if failed else 'yes'}")
    return 1 if failed else 0


def main():
    command, lines_path, prefix = sys.argv[1:4]
    found = counts(lines_path, prefix)
    if command == "write":
        write(sys.argv[4], found, sys.argv[5:])
    elif command == "check":
        sys.exit(check(
            found, read(sys.argv[4]), selected_only="some" in sys.argv[5:]))
    else:
        print(f"{'case':<32} {'instructions':>12} {'ratio':>9}")
        for name, (count, ratio) in found.items():
            print(row(name, count, ratio))


if __name__ == "__main__":
    main()
