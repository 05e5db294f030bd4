# SPDX-License-Identifier: Apache-2.0
"""Prints the deepest stack that each function of the header can take, counted
from the machine code.

library-stack.py TRIPLE HEADER ARCHIVE...

For Arm and x86_64. Links the archives and follows every direct call. A frame is
what a function's code takes off the stack pointer; what is called through a
pointer (the ports) or stands in none of the archives counts as nothing, and a
recursion once. The deepest path follows, with its frames.
"""

import os
import re
import subprocess
import sys
import tempfile

FUNCTION = re.compile(r"^([0-9a-f]+) <(.+)>:$")
CALL = re.compile(r"^\s*([0-9a-f]+):.*\s(?:b\S*|call\S*|j\S+)\s+(?:\S+, )?"
                  r"0x([0-9a-f]+) <[^>+]+>")
TAKES = [
    re.compile(r"\bsubw?(?:\.w)?\s+sp,(?: sp,)? #(0x[0-9a-f]+|\d+)"
               r"(, lsl #12)?"),
    re.compile(r"\[sp, #-(0x[0-9a-f]+|\d+)\]!"),
    re.compile(r"\bsubq\s+\$(0x[0-9a-f]+|\d+), %rsp"),
]
PUSH = re.compile(r"\b(v?)push(?:\.w)?\s+\{(.*)\}")


def taken(line):
    """Bytes that an instruction takes off the stack pointer."""
    push = PUSH.search(line)
    if push:
        count = 0
        for word in push[2].split(", "):
            ends = [int(end) for end in re.findall(r"\d+", word)]
            count += ends[1] - ends[0] + 1 if "-" in word else 1
        return count * (8 if push[1] else 4)
    if "pushq" in line:
        return 8
    for pattern in TAKES:
        found = pattern.search(line)
        if found:
            shift = 4096 if found.lastindex == 2 else 1
            return int(found[1], 0) * shift
    return 0


def link(header, archives, output):
    with open(header) as text:
        names = sorted(set(re.findall(r"\b(scrap_verifier_[a-z_]+)\(",
                                      text.read())))
    roots = [word for name in names for word in ("-u", name)]
    subprocess.run(
        [os.environ["LLD"], "--gc-sections", "-e", names[0],
         "--unresolved-symbols=ignore-all", *roots, *archives, "-o", output],
        check=True)
    return names


def read(path, is_x86):
    """Frames, names and calls of the functions, by address."""
    text = subprocess.run(
        [os.environ["LLVM_OBJDUMP"], "-d", "--no-show-raw-insn", path],
        check=True, capture_output=True, text=True).stdout
    frames, names, calls, here = {}, {}, {}, None
    for line in text.split("\n"):
        start = FUNCTION.match(line)
        if start:
            here = int(start[1], 16)
            frames[here] = 8 if is_x86 else 0
            names[here] = start[2]
            calls[here] = set()
        elif here is not None:
            frames[here] += taken(line)
            called = CALL.match(line)
            # What stands in no archive leads to the next instruction.
            if called and int(called[2], 16) - int(called[1], 16) not in (4, 5):
                calls[here].add(int(called[2], 16))
    return frames, names, calls


def main(triple, header, *archives):
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "linked")
        exports = link(header, archives, output)
        frames, names, calls = read(output, triple.startswith("x86"))
    deepest = {}

    def deep(place, above):
        if place not in deepest:
            best = max(
                (deep(called, above | {place}) for called in calls[place]
                 if called in frames and called not in above
                 and called != place),
                default=(0, ()))
            deepest[place] = (frames[place] + best[0], (place, *best[1]))
        return deepest[place]

    found = {name: deep(place, frozenset())
             for place, name in names.items() if name in exports}
    for name in exports:
        print(f"{found[name][0]:>7} {name}")
    most = max(found.values())
    print(f"stack {most[0]} bytes")
    for place in most[1]:
        print(f"{frames[place]:>7}   {names[place]}")


sys.setrecursionlimit(10_000)
main(*sys.argv[1:])
