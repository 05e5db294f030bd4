#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Joins a boot partition, a provisioning record and a store into one image
with a table of partitions."""

import argparse
import os
import pathlib
import struct
import sys

SECTOR = 512
ALIGNMENT = 2048  # sectors: 1 MiB
FAT16 = 0x0E
DATA = 0xDA
DISK_SIGNATURE = 0x5C4A9000


def aligned(count):
    return (count + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT


def entry(kind, start, count):
    # Cylinders, heads and sectors are long gone: the greatest values.
    return struct.pack("<B3sB3sII", 0, b"\xfe\xff\xff", kind,
                       b"\xfe\xff\xff", start, count)


def layout(parts):
    """(start, count, bytes) of each part, in sectors."""
    start = ALIGNMENT
    for kind, data, least in parts:
        count = max(least, (len(data) + SECTOR - 1) // SECTOR)
        yield kind, start, count, data
        start = aligned(start + count)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("boot", "profile", "store", "out"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    given = parser.parse_args()
    parts = list(layout([
        (FAT16, given.boot.read_bytes(), 0),
        (DATA, given.profile.read_bytes(), ALIGNMENT),
        (DATA, given.store.read_bytes(), 0),
    ]))
    end = aligned(parts[-1][1] + parts[-1][2]) * SECTOR
    # The emulator takes cards of a power of two only.
    size = 1 << (end - 1).bit_length()
    table = b"".join(entry(kind, start, count)
                     for kind, start, count, _ in parts)
    sector = (bytes(440) + struct.pack("<IH", DISK_SIGNATURE, 0)
              + table.ljust(64, b"\0") + b"\x55\xaa")
    # Beside its place first, so that no half image has the name.
    temporary = given.out.with_name(given.out.name + ".new")
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as image:
        image.truncate(size)
        image.write(sector)
        for _, start, _, data in parts:
            image.seek(start * SECTOR)
            image.write(data)
        image.flush()
        os.fsync(image.fileno())
    os.replace(temporary, given.out)
    print(f"{given.out}: {size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
