# SPDX-License-Identifier: Apache-2.0
"""Prints what the core comes to when it is linked whole, in bytes.

library-size.py TRIPLE OBJECT LIBSECP256K1
"""

import os
import re
import subprocess
import sys

SECTION = re.compile(r"^\s*\d+\s+(\S+)\s+([0-9a-f]+)\s")


def sizes(path):
    """Bytes of code, constants, and variables in an object or archive."""
    output = subprocess.run(
        [os.environ["LLVM_OBJDUMP"], "--section-headers", path],
        check=True, capture_output=True, text=True).stdout
    totals = {".text": 0, ".rodata": 0, ".data": 0, ".bss": 0}
    for line in output.split("\n"):
        section = SECTION.match(line)
        if not section:
            continue
        for name in totals:
            if section[1].startswith(name):
                totals[name] += int(section[2], 16)
    return totals


def main(triple, core, curve):
    print(f"{'target':<27} {'part':<14} {'text':>8} {'rodata':>8} "
          f"{'data+bss':>8}")
    for part, path in (("core", core), ("libsecp256k1", curve)):
        found = sizes(path)
        print(f"{triple:<27} {part:<14} {found['.text']:>8} "
              f"{found['.rodata']:>8} {found['.data'] + found['.bss']:>8}")


main(*sys.argv[1:])
