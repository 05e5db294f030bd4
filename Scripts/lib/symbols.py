# SPDX-License-Identifier: Apache-2.0
"""Looks for allocators in the objects of the core and prints their sizes.

symbols.py TRIPLE=FOLDER... -- MODULE...

-no-allocations stops the compiler from emitting an allocation; this looks at
what the objects ask of the linker, which is what ends up in the image.
"""

import os
import pathlib
import re
import subprocess
import sys

ALLOCATORS = re.compile(
    r"^_?(malloc|calloc|realloc|reallocarray|free|posix_memalign|memalign"
    r"|aligned_alloc|valloc|alloca|strdup|brk|sbrk|mmap"
    r"|swift_(slow|initStackObject|alloc|dealloc|retain|release|box|unowned"
    r"|weak|bridgeObject|deallocClassInstance)\w*"
    r"|_Zn[aw]\w*|_Zd[al]\w*)$")

SECTION = re.compile(r"^\s*\d+\s+(\S+)\s+([0-9a-f]+)\s")


def run(tool, *arguments):
    return subprocess.run(
        [os.environ[tool], *arguments],
        check=True, capture_output=True, text=True).stdout


def forbidden(objects):
    """The allocators that any of the objects leaves undefined."""
    names = run("LLVM_NM", "--undefined-only", "--just-symbol-name", *objects)
    return sorted({n for n in names.split() if ALLOCATORS.match(n)})


def sizes(objects):
    """Bytes of code, constants and variables."""
    text = rodata = data = 0
    for line in run("LLVM_OBJDUMP", "--section-headers", *objects).split("\n"):
        section = SECTION.match(line)
        if not section:
            continue
        name, size = section[1], int(section[2], 16)
        if name.startswith(".text"):
            text += size
        elif name.startswith(".rodata"):
            rodata += size
        elif name.startswith((".data", ".bss", ".tdata", ".tbss")):
            data += size
    return text, rodata, data


def main(arguments):
    split = arguments.index("--")
    failures = 0
    row = "{:<26} {:<17} {:>8} {:>8} {:>8}"
    print(row.format("triple", "module", "text", "rodata", "data+bss"))
    for pair in arguments[:split]:
        triple, folder = pair.split("=", 1)
        total = [0, 0, 0]
        for module in arguments[split + 1:]:
            build = pathlib.Path(folder, f"{module}.build")
            objects = sorted(str(o) for o in build.rglob("*.o"))
            if not objects:
                print(f"{build}: no objects; was {module} built?")
                failures += 1
                continue
            for name in forbidden(objects):
                print(f"{triple} {module}: refers to the allocator {name}")
                failures += 1
            size = sizes(objects)
            total = [a + b for a, b in zip(total, size)]
            print(row.format(triple, module, *size))
        print(row.format(triple, "all", *total))
    if failures:
        print(f"{failures} failures")
    return 1 if failures else 0


sys.exit(main(sys.argv[1:]))
