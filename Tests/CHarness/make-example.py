# SPDX-License-Identifier: Apache-2.0
"""Takes the README's program out of it, with the files that it reads.

make-example.py README FIXTURES FOLDER
"""

import pathlib
import re
import sys


def main(readme, fixtures, folder):
    folder = pathlib.Path(folder)
    text = pathlib.Path(readme).read_text(encoding="utf-8")
    program = re.search(r"```c\n(.*?)```", text, re.DOTALL)[1]
    expected = re.search(r"```text\n(.*?)```", text, re.DOTALL)[1]
    (folder / "example.c").write_text(program, encoding="utf-8")
    (folder / "expected.txt").write_text(expected, encoding="utf-8")
    values, request = {}, None
    for line in pathlib.Path(fixtures).read_text(encoding="utf-8").split("\n"):
        words = line.split(" ")
        if words[0] == "value":
            values[words[1]] = bytes.fromhex(words[2])
        if words[0] == "case" and words[2] == "request" and request is None:
            request = bytes.fromhex(words[-1])
    (folder / "profile.bin").write_bytes(values["profile"])
    (folder / "secrets.bin").write_bytes(
        values["executor_key"] + values["device_secret"])
    (folder / "message.bin").write_bytes(request)


main(*sys.argv[1:])
