# SPDX-License-Identifier: Apache-2.0
"""Holds the library's sizes against their limits.

library-budget.py LIMITS ARCHIVES HARNESS-OUTPUT

LIMITS has lines "triple what most aim"; what is flash (text and rodata of the
core without libsecp256k1), ram (context and work memory for a program unit of
64 bytes), stack (the harness's painted stack, libsecp256k1 included) or path
(the deepest stack that library-stack.py counts).
"""

import pathlib
import re
import sys


def flash(archives, triple):
    sizes = (archives / f"scrap-verifier-{triple}" / "SIZES").read_text()
    for line in sizes.split("\n"):
        words = line.split()
        if len(words) > 3 and words[1] == "core":
            return int(words[2]) + int(words[3])
    raise ValueError(f"no size of {triple}")


def ram(archives, triple):
    header = (archives / f"scrap-verifier-{triple}" / "include"
              / "scrap_verifier_types.h").read_text()
    context = re.search(r"CONTEXT_BYTE_COUNT (\d+)u", header)
    return int(context[1]) + 1024


def stack(output, triple):
    text = (output / f"{triple}.out").read_text()
    return int(re.search(r"^stack (\d+)", text, re.MULTILINE)[1])


def path(output, triple):
    text = (output / f"{triple}.stack").read_text()
    return int(re.search(r"^stack (\d+)", text, re.MULTILINE)[1])


def main(limits, archives, output):
    archives, output = pathlib.Path(archives), pathlib.Path(output)
    failed = 0
    row = "{:<27} {:<6} {:>8} {:>8} {:>8}"
    print(row.format("triple", "what", "bytes", "most", "aim"))
    for line in pathlib.Path(limits).read_text().split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        triple, what, most, aim = line.split()
        measure = {"flash": flash, "ram": ram, "stack": stack, "path": path}
        place = archives if what in ("flash", "ram") else output
        found = measure[what](place, triple)
        print(row.format(triple, what, found, most, aim))
        if found > int(most):
            print(f"{triple}: {what} is {found} bytes, {most} at most")
            failed += 1
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
