# SPDX-License-Identifier: Apache-2.0
"""Worker of Scripts/bench-peers: durable single use.

    marks.py DIRECTORY

Each case looks an id of 16 bytes up, adds it with its expiry, and returns when
it is on the medium; 10,000 are there already. The JSON file is what public
laboratory code does: the whole set written anew, without a sync, which a power
cut undoes; beside it the same with what it would need.
"""

import importlib.metadata
import json
import os
import sqlite3
import sys

import lmdb

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from worker import Case, serve  # noqa: E402

ENTRIES = 10_000
EXPIRY = 1_705_406_400


def ids(seed):
    """16 bytes that differ each time: SplitMix64."""
    mask = (1 << 64) - 1
    while True:
        words = []
        for _ in range(2):
            seed = (seed + 0x9E3779B97F4A7C15) & mask
            z = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9 & mask
            z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
            words.append((z ^ z >> 31).to_bytes(8, "big"))
        yield b"".join(words)


def sqlite_mark(directory):
    base = sqlite3.connect(
        os.path.join(directory, "sqlite"), isolation_level=None)
    mode = base.execute("pragma journal_mode=wal").fetchone()
    assert mode == ("wal",), mode
    base.execute("pragma synchronous=full")
    base.execute("create table used (id blob primary key, expires integer)"
                 " without rowid")
    fresh = ids(1)
    base.execute("begin")
    for _ in range(ENTRIES):
        base.execute("insert into used values (?, ?)", (next(fresh), EXPIRY))
    base.execute("commit")

    def mark():
        # The primary key refuses what is there.
        base.execute("insert into used values (?, ?)", (next(fresh), EXPIRY))
    return mark


def lmdb_mark(directory):
    base = lmdb.open(os.path.join(directory, "lmdb"), map_size=1 << 28)
    fresh = ids(2)
    expiry = EXPIRY.to_bytes(4, "big")
    with base.begin(write=True) as transaction:
        for _ in range(ENTRIES):
            transaction.put(next(fresh), expiry)

    def mark():
        with base.begin(write=True) as transaction:
            if not transaction.put(next(fresh), expiry, overwrite=False):
                raise AssertionError("a fresh id is marked")
    return mark


def json_mark(directory, synced):
    path = os.path.join(directory, f"used-{synced}.json")
    fresh = ids(3)
    used = {next(fresh).hex(): EXPIRY for _ in range(ENTRIES)}

    def mark():
        name = next(fresh).hex()
        if name in used:
            raise AssertionError("a fresh id is marked")
        used[name] = EXPIRY
        target = path + ".new" if synced else path
        with open(target, "w", encoding="ascii") as file:
            json.dump(used, file)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        if synced:
            os.replace(target, path)
            folder = os.open(directory, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        # Kept at its size, or each round would be slower than the last.
        del used[name]
    return mark


def main():
    directory = sys.argv[1]
    versions = {"SQLite": sqlite3.sqlite_version,
                "py-lmdb": importlib.metadata.version("lmdb"),
                "LMDB": ".".join(map(str, lmdb.version()))}
    serve(versions, [
        Case("sqlite_wal_full", "mark", "SQLite, WAL, synchronous=FULL",
             None, 20, sqlite_mark(directory), 8),
        Case("lmdb_sync", "mark", "LMDB, synced", None, 20,
             lmdb_mark(directory), 8),
        Case("json_rewritten", "mark", "JSON file rewritten, no sync",
             None, 20, json_mark(directory, False), 1),
        Case("json_rewritten_synced", "mark",
             "JSON file rewritten, synced, renamed", None, 20,
             json_mark(directory, True), 1),
    ])


if __name__ == "__main__":
    main()
