# SPDX-License-Identifier: Apache-2.0
"""Checks what swift format does not: imports, lengths, words, first lines.

Lines too: swift format wraps code, not comments, and no other language.

Prints `file:line: what` for each finding and a count; exits with 1 if there
is any. Run from the top of the repository.
"""

import os
import pathlib
import re
import sys

LINE_COLUMNS_MAX = 80
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70

ROOMS = "Scripts/lib/rooms.txt"
SPDX = "SPDX-License-Identifier: Apache-2.0"
CODE = {".swift", ".c", ".h", ".py", ".sh", ".S"}
TEXT = CODE | {".md", ".json", ".txt", ".yml", ".modulemap", ".ld", ""}
# Published bytes and texts: not ours to reword.
DATA = ("Tests/Vectors/",)

# In pieces, so that this file does not accuse itself.
LEFTOVERS = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
TICKET = re.compile(r"\bissue\s*#", re.IGNORECASE)
# A folder that exists on one machine only.
MACHINE = re.compile(
    r"(?<![\w.~$}/*-])/(?:home|root|opt|srv|mnt|work|farm|Users)/\w")

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*"
    r"(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:class|enum|func|let|protocol|struct|typealias|var)\s+)?"
    r"(\w+)")
DECLARATION = re.compile(
    r"^\s*(?:@[\w.]+(?:\([^)]*\))?\s+)*"
    r"(?:[a-z]+(?:\([a-z]+\))?\s+)*"
    r"(?:func\b|init[?(<]|deinit\b|subscript\b)")
STRING = re.compile(r'"(?:\\.|[^"\\])*"')
# A Swift literal with nothing beside it but what belongs to the line before
# and after: a StaticString and a regular expression cannot be broken.
LONE_LITERAL = re.compile(
    r'^\s*(?:"(?:\\.|[^"\\])*"|#/.*/#)[,)\]]*$')


class Rooms:
    """The table of modules and what each may import."""

    def __init__(self, lines):
        self.kinds, self.folders, self.imports = {}, {}, {}
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            module, kind, folder, imports = line.split()
            self.kinds[module] = kind
            self.folders[folder + "/"] = module
            self.imports[module] = set(imports.split(",")) - {"-"}
        core = {m for m, kind in self.kinds.items() if kind == "core"}
        for module, allowed in self.imports.items():
            if "core" in allowed:
                allowed |= core
            if "any" in allowed:
                allowed |= set(self.kinds)

    def module(self, path):
        """The module that the file belongs to, if it is in the table."""
        for folder, module in self.folders.items():
            if path.startswith(folder):
                return module
        return None

    def refusal(self, path, imported):
        """Why the file must not import that, or nothing."""
        module = self.module(path)
        if module is None or imported in self.imports[module]:
            return None
        strict = self.kinds[module] in ("core", "firmware")
        if strict or imported in self.kinds:
            return f"{module} must not import {imported}"
        return None


def code_only(lines):
    """The lines without what is inside strings and comments."""
    in_text = in_comment = False
    for line in lines:
        if in_text:
            in_text = '"""' not in line
            yield ""
            continue
        if in_comment:
            in_comment = "*/" not in line
            yield ""
            continue
        if line.count('"""') == 1:
            in_text = True
            line = line[:line.index('"""')]
        line = STRING.sub('""', line)
        line = line.split("//")[0]
        if "/*" in line:
            in_comment = "*/" not in line
            line = line[:line.index("/*")]
        yield line


def functions(lines):
    """(first line, number of lines) of each Swift function with a body."""
    code = list(code_only(lines))
    for first, line in enumerate(code):
        if not DECLARATION.match(line):
            continue
        rounds = curlies = 0
        for last in range(first, len(code)):
            # A requirement of a protocol ends where something else begins.
            if last > first and not curlies and not rounds and (
                    DECLARATION.match(code[last])
                    or not code[last].strip()
                    or code[last].strip().startswith("}")):
                break
            opened = curlies
            for character in code[last]:
                rounds += (character in "([") - (character in ")]")
                if not rounds:
                    curlies += (character == "{") - (character == "}")
                opened = max(opened, curlies)
            if opened and not curlies:
                yield first + 1, last - first + 1
                break


def check(path, text, rooms):
    """(line, finding) for one file."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    suffix = pathlib.PurePath(path).suffix
    script = text.startswith("#!")

    for number, line in enumerate(lines, 1):
        for word in LEFTOVERS.findall(line):
            yield number, f"{word} does not belong in a commit"
        if TICKET.search(line):
            yield number, "names a ticket; say the reason instead"
        if MACHINE.search(line):
            yield number, "names a folder of one machine"

    if suffix in CODE or script:
        for number, line in enumerate(lines, 1):
            if len(line) > LINE_COLUMNS_MAX and not (
                    suffix == ".swift" and LONE_LITERAL.match(line)):
                yield number, (f"{len(line)} columns; "
                               f"{LINE_COLUMNS_MAX} at most")
        if len(lines) > FILE_LINES_MAX:
            yield len(lines), f"{len(lines)} lines; {FILE_LINES_MAX} at most"
        # A manifest and a script begin with what their tools look for.
        head = lines[:3] if suffix != ".swift" else lines[:1]
        if path.endswith("Package.swift"):
            head = []
        elif not any(SPDX in line for line in head):
            yield 1, f"does not begin with {SPDX}"

    if suffix == ".swift":
        if (path.startswith(("Sources/", "NVM/", "Platform/"))
                and not path.endswith("Package.swift")
                and not rooms.module(path)):
            yield 1, f"belongs to no module of {ROOMS}"
        for number, line in enumerate(code_only(lines), 1):
            imported = IMPORT.match(line)
            why = imported and rooms.refusal(path, imported[1])
            if why:
                yield number, why
        for number, count in functions(lines):
            if count > FUNCTION_LINES_MAX:
                yield number, (f"function of {count} lines; "
                               f"{FUNCTION_LINES_MAX} at most")


def check_mode(path):
    """(line, finding) about a script that cannot be run."""
    with open(path, "rb") as file:
        script = file.read(2) == b"#!"
    if script and not os.access(path, os.X_OK):
        yield 1, "begins with #! and is not executable"
    if not script and os.access(path, os.X_OK):
        yield 1, "is executable and does not begin with #!"


def files():
    """Every text file of the package."""
    for folder, folders, names in os.walk("."):
        folders[:] = sorted(
            f for f in folders
            if f in (".ci",) or not f.startswith((".", "__pycache__")))
        for name in sorted(names):
            if name == ".git":  # a file in a linked work tree
                continue
            path = os.path.relpath(os.path.join(folder, name))
            if pathlib.PurePath(path).suffix in TEXT and not os.path.islink(
                    path) and not path.startswith(DATA):
                yield path


# What each check must find, and what it must let pass: a check that finds
# nothing any more would go unseen.
CANARIES = [
    ("Sources/ScrapWire/A.swift", "import Foundation", "must not import"),
    ("Sources/ScrapWire/A.swift", "public import Glibc", "must not import"),
    ("Sources/ScrapReplay/A.swift", "import ScrapWire", "must not import"),
    ("Sources/ScrapVerifier/A.swift", "import CSecp256k1", "must not import"),
    ("NVM/FileNVM/A.swift", "import ScrapTarget", "must not import"),
    ("NVM/FileNVM/A.swift", "import Glibc", None),
    ("Sources/ScrapCrypto/A.swift", "import CSecp256k1", None),
    ("Sources/ScrapWire/A.swift", "// import Foundation", None),
    ("Platform/CM4/A.swift", "import Glibc", "must not import"),
    ("Sources/Unheard/A.swift", "let a = 1", "belongs to no module"),
    ("Tests/A/A.swift", "// TO" "DO: later", "does not belong"),
    ("Tests/A/A.swift", "// see issue" " #12", "ticket"),
    ("Tests/A/A.swift", 'let p = "/ho' 'me/me/x"', "one machine"),
    ("Tests/A/A.swift", "// " + "a" * 78, "81 columns"),
    ("Tests/A/A.swift", "// " + "a" * 77, None),
    ("Tests/A/A.swift", "// " + "\u00a7" * 77, None),
    ("Tests/A/A.c", "/* " + "a" * 78, "81 columns"),
    ("Scripts/a.sh", "# " + "a" * 79, "81 columns"),
    ("Scripts/a.py", "# " + "a" * 79, "81 columns"),
    ("NVM/A.md", "a" * 81, None),
    ("Tests/A/A.swift", "f(\n  \"" + "a" * 80 + "\")", None),
    ("Tests/A/A.swift", "  #/" + "a" * 80 + "/#", None),
    ("Tests/A/A.swift", "f(\"" + "a" * 80 + "\")", "85 columns"),
    ("Scripts/a.py", "\"" + "a" * 80 + "\"", "82 columns"),
    ("Tests/A/A.swift", "let a = 1\n" * 401, "400 at most"),
    ("Tests/A/A.swift", "func f() {\n" + "  g()\n" * 69 + "}", "70 at most"),
    ("Tests/A/A.swift", "func f() {\n" + "  g()\n" * 68 + "}", None),
    ("Tests/A/A.swift", "func f(\n  a: Int\n)\nfunc g(\n  b: Int\n) {\n"
     + '  h("}") // }\n' * 67 + "}", "70 at most"),
]


def canaries(rooms):
    for path, body, expected in CANARIES:
        text = f"// {SPDX}\n\n{body}\n"
        found = [what for _, what in check(path, text, rooms)]
        right = (expected in " ".join(found)) if expected else not found
        if not right:
            yield f"a check is broken: {body[:40]!r} gave {found}"
    if not list(check("Tests/A/A.swift", "let a = 1\n", rooms)):
        yield "a check is broken: a file without a licence line passed"


def main():
    with open(ROOMS, encoding="utf-8") as file:
        rooms = Rooms(file)
    findings = list(canaries(rooms))
    for path in files():
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for line, what in [*check(path, text, rooms), *check_mode(path)]:
            findings.append(f"{path}:{line}: {what}")
    for finding in findings:
        print(finding)
    print(f"rules: {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main())
