# SPDX-License-Identifier: Apache-2.0
"""Writes the tables and plots of Sources/ScrapBench/PEERS.md.

    page.py FOLDER

FOLDER has PEERS.md, of which only what stands between markers is written, and
Figures/peers.json, what Scripts/bench-peers measured.
"""

import json
import pathlib
import re
import sys

from bars import figure, svg

OURS = {
    "request": "SCRAP, whole request, two signatures",
    "chain_depth_0": "SCRAP, chain of one, marked in memory",
    "chain_depth_1": "SCRAP, chain of two, marked in memory",
    "chain_depth_2": "SCRAP, chain of three, marked in memory",
    "chain_depth_3": "SCRAP, chain of four, marked in memory",
    "refuse_truncated": "SCRAP, malformed",
    "refuse_expired": "SCRAP, expired",
    "refuse_wrong_audience": "SCRAP, wrong audience",
    "refuse_replayed": "SCRAP, replayed",
    "durable_mark": "SCRAP store, two copies, two syncs",
    "synced_append": "bare: 48 bytes and fdatasync, once",
    "synced_appends": "bare: 48 bytes and fdatasync, twice",
    "signature": "bare: libsecp256k1, BIP-340",
}
TOKENS = ("request", "chain_depth_0")
CHAINS = ("chain_depth_1", "chain_depth_2", "chain_depth_3")
REFUSALS = ("refuse_truncated", "refuse_expired", "refuse_wrong_audience",
            "refuse_replayed")
MARKS = ("durable_mark", "synced_append", "synced_appends")


class Page:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.figures = self.folder / "Figures"
        with open(self.figures / "peers.json", encoding="utf-8") as file:
            self.run = json.load(file)

    def chosen(self, group, ours):
        """The group's cases and ours beside them, the quickest first."""
        cases = [case for case in self.run["cases"]
                 if case["group"] == group or case["name"] in ours]
        return sorted(cases, key=lambda case: case["median_ns"])

    @staticmethod
    def label(case):
        return OURS.get(case["name"], case["summary"].replace("_", " "))

    @classmethod
    def is_ours(cls, case):
        return cls.label(case).startswith("SCRAP")

    def table(self, group, ours):
        lines = ["| What | bytes | µs | R | own bare |",
                 "| --- | ---: | ---: | ---: | ---: |"]
        for case in self.chosen(group, ours):
            size = case.get("bytes") or ""
            own = case["own_ratio"]
            lines.append(
                f"| {self.label(case)} | {size} |"
                f" {figure(case['median_ns'] / 1e3)} | {figure(case['ratio'])}"
                f" | {'' if own is None else figure(own)} |")
        return lines

    def marks_table(self):
        lines = ["| What | µs | in one synced append |",
                 "| --- | ---: | ---: |"]
        for case in self.chosen("mark", MARKS):
            lines.append(
                f"| {self.label(case)} | {figure(case['median_ns'] / 1e3)} |"
                f" {figure(case['append_ratio'])} |")
        return lines

    def facts(self):
        run = self.run
        versions = ", ".join(
            f"{name} {text}" for name, text in sorted(run["versions"].items()))
        text = (f"{run['date']}; {run['machine']}, {run['system']};"
                f" {run['rounds']} rounds; the bare signature's fastest"
                f" quarter {run['spread']:.1%} below its median"
                + ("." if run["steady"] else ": not steady."))
        return wrapped(text) + [""] + wrapped(versions + ".")

    def plot(self, name, title, unit, group, ours, value, is_log=False):
        rows = [(self.label(case), value(case), self.is_ours(case))
                for case in self.chosen(group, ours)]
        rows.sort(key=lambda row: row[1])
        (self.figures / name).write_text(
            svg(title, unit, rows, is_log), encoding="utf-8")

    def write(self):
        parts = {
            "facts": self.facts(),
            "bare": self.table("bare", ("signature",)),
            "tokens": self.table("token", TOKENS),
            "chains": self.table("chain", CHAINS),
            "refusals": self.table("refusal", REFUSALS),
            "marks": self.marks_table(),
        }
        path = self.folder / "PEERS.md"
        text = path.read_text(encoding="utf-8")
        for name, lines in parts.items():
            text, count = re.subn(
                rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)",
                lambda match, lines=lines: match.group(1) + "\n"
                + "\n".join(lines) + "\n\n" + match.group(2),
                text, flags=re.DOTALL)
            if count != 1:
                sys.exit(f"PEERS.md has no place for {name}")
        path.write_text(text, encoding="utf-8")
        unit = "bare libsecp256k1 signatures of the same round"
        self.plot("peers-tokens.svg", "One token, parsed and verified", unit,
                  "token", TOKENS, lambda case: case["ratio"])
        self.plot("peers-overhead.svg", "What is not the signature",
                  "the library's own bare signatures of the same round",
                  "token", ("chain_depth_0",), lambda case: case["own_ratio"])
        self.plot("peers-chains.svg", "Chains of two to four", unit,
                  "chain", CHAINS, lambda case: case["ratio"])
        self.plot("peers-refusals.svg", "Refusals (logarithmic)", unit,
                  "refusal", REFUSALS, lambda case: case["ratio"], True)
        self.plot("peers-marks.svg", "One durable mark",
                  "times 48 bytes appended and synced, once",
                  "mark", MARKS, lambda case: case["append_ratio"])


def wrapped(text):
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= 80:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


if __name__ == "__main__":
    Page(sys.argv[1]).write()
