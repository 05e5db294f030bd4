#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a fuzzing corpus of the vectors: one file per token or message.

make-corpus.py VECTORS.json FOLDER

Good and bad ones alike, named after their place in the vectors.
"""

import json
import pathlib
import re
import sys

NAMES = re.compile(r"(token|message|unsigned|signed|body)(_hex)?$")


def hexadecimal(text):
    """The bytes, or None for what is not hex (or too short to matter)."""
    try:
        return bytes.fromhex(text) if len(text) >= 4 else None
    except ValueError:
        return None


def inputs(value, place):
    """(place, bytes) of each token and message at or below a value."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from inputs(below, [*place, str(value.get("name", "")), key])
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from inputs(below, [*place, str(index)])
    elif isinstance(value, str):
        names = [name for name in place if name and not name.isdigit()]
        if names and (NAMES.search(names[-1]) or names[-1] == "chain"):
            content = hexadecimal(value)
            if content:
                yield place, content


def main(vectors, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    seen = set()
    with open(vectors, encoding="utf-8") as file:
        for place, content in inputs(json.load(file), []):
            if content in seen:
                continue
            seen.add(content)
            name = "-".join(filter(None, place))
            (folder / re.sub(r"[^\w-]", "_", name)).write_bytes(content)
    print(f"{len(seen)} inputs from the vectors")
    return 0 if seen else 1


sys.exit(main(*sys.argv[1:]))
