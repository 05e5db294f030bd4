# SPDX-License-Identifier: Apache-2.0
"""Splits a trace of QEMU by the stages of the decision.

instruction-table.py PROGRAM CASES write README < TRACE
instruction-table.py PROGRAM CASES check README < TRACE
instruction-table.py PROGRAM CASES functions NAME < TRACE

Writes the table between the marks of README, compares it with the one there, or
prints the functions of one message. TRACE is QEMU's log of
`-d nochain,exec,in_asm` running PROGRAM, which is Tests/Instructions/count.c
linked for arm64: every block as it was translated, with its instructions, and
every block as it was entered. CASES names the messages, in order, and how many
signatures each has.

Every instruction is counted once, for the stage of the innermost function on
the stack that begins one (RULES); a function that begins none belongs to its
caller's. A trace in which a block does not follow from the block before it is
refused.
"""

import bisect
import collections
import functools
import os
import pathlib
import re
import subprocess
import sys

BEGIN, END = "<!-- instructions:begin -->\n", "<!-- instructions:end -->\n"
# By how much a figure may differ from the table's: compilers move a few.
TOLERANCE = 0.01
TOLERANCE_INSTRUCTIONS = 40

# In the order of the data path, with what the table calls them.
STAGES = {
    "interface": "C interface, dispatch",
    "clock": "clocks",
    "readiness": "1 readiness",
    "parse": "2 structure",
    "admit": "3–6 depth, times, audience, links",
    "hash": "7, 8 hashes of what was signed",
    "signatures": "7, 8 signatures, without libsecp256k1",
    "curve": "7, 8 libsecp256k1",
    "permit": "9–11 request time, capability, constraints",
    "mark": "12 used tokens",
    "journal": "12 journal",
    "ports": "ports, in memory",
    "report": "decision for the caller",
    "reply": "reply, without libsecp256k1",
    "reply-curve": "reply, libsecp256k1",
}
ANY = frozenset(STAGES)
TOP = frozenset(["interface"])
# A call of a function so named, from one of the stages, begins the stage. The
# first rule that fits counts.
RULES = [(re.compile(pattern), frozenset(stages), stage) for
         pattern, stages, stage in (
    (r"^port_", ANY, "ports"),
    (r"^secp256k1_", ["reply", "reply-curve"], "reply-curve"),
    (r"^secp256k1_", ANY, "curve"),
    (r"^(static )?ScrapCrypto\.(TaggedHash|SHA256)\b",
     ["signatures"], "hash"),
    (r"^(static )?(\(extension in \w+\):)?ScrapJournal\.",
     ["readiness", "mark"], "journal"),
    (r"\bContext\.readClocks\b|\.arbitrate\(|\bcloseOverdue",
     TOP, "clock"),
    (r"\.begin\(now:", TOP, "readiness"),
    (r"\bReplayStore\b.*\.prepare\(", TOP, "readiness"),
    (r"\bUnverifiedRequest\.init\(message:", TOP, "parse"),
    (r"\bAdmissibleRequest\.init\(", TOP, "admit"),
    (r"\b(Signature|Commander)Policy\.check\(", TOP, "signatures"),
    (r"\bPermittedRequest\.init\(", TOP, "permit"),
    (r"\.markInPlace\(", TOP, "mark"),
    (r"\bscrap_decision\.|\bHead\.note\(", TOP, "report"),
    (r"\bScrapTarget\.Target<.*\.\(?(answer\b|write)|\.raised\(",
     TOP, "reply"),
)]
MEMORY = ("memcpy", "memmove", "memset", "memcmp")
LAST_CHECK = re.compile(r"\bPermittedRequest\.init\(")
LATE = ("interface", "mark", "journal", "report")
NOT_DECIDING = ("journal", "ports", "reply", "reply-curve")
DECISION = "scrap_verifier_verify_and_mark"
BARE = "secp256k1_schnorrsig_verify"

NO_CALL = "nothing", None

SHOWN = re.compile(r"0x([0-9a-f]+): +([0-9a-f]{8}) ")
ENTERED = re.compile(r"Trace \d+: \S+ \[[0-9a-f]+/([0-9a-f]+)/")


def function_names(program):
    """Names by the address of each function's first instruction."""
    names = subprocess.run(
        [os.environ["LLVM_NM"], "--defined-only", "--numeric-sort", program],
        check=True, capture_output=True, text=True).stdout
    names = subprocess.run(
        [os.environ["SWIFT_DEMANGLE"], "--compact"], input=names,
        check=True, capture_output=True, text=True).stdout
    found = {}
    for line in names.split("\n"):
        words = line.split(" ", 2)
        # Mapping symbols name no function.
        if len(words) == 3 and words[1] in "tT" and words[2][0] != "$":
            # Not what it was specialised for, which is named before it.
            name = re.sub(r"^.*specialization <.*> of ", "", words[2])
            found.setdefault(int(words[0], 16), name)
    return found


def signed(value, bits):
    return value - (1 << bits) if value >> (bits - 1) else value


class Block:
    """Instructions that run one after another, and how the last one goes on."""

    def __init__(self, start, words, function):
        self.start, self.count, self.function = start, len(words), function
        self.end = start + 4 * len(words)
        self.calls = self.returns = False
        self.next = (self.end,)  # where it can go on; none: anywhere
        here, word = self.end - 4, words[-1]
        if word >> 26 in (0b000101, 0b100101):  # b, bl
            self.next = (here + 4 * signed(word & 0x3ffffff, 26),)
            self.calls = word >> 31 == 1
        elif word >> 24 == 0x54 or word >> 25 & 0x3f == 0x1a:  # b.cond, cbz
            self.next += (here + 4 * signed(word >> 5 & 0x7ffff, 19),)
        elif word >> 25 & 0x3f == 0x1b:  # tbz
            self.next += (here + 4 * signed(word >> 5 & 0x3fff, 14),)
        elif word >> 25 == 0x6b:  # br, blr, ret
            self.next = ()
            self.calls = word >> 21 & 7 == 1
            self.returns = word >> 21 & 7 == 2


class Blocks:
    """What a trace says that was translated and entered."""

    def __init__(self, names):
        self.names = names
        self.starts = sorted(names)
        self.blocks = {}

    def function(self, place):
        return self.names[self.starts[
            bisect.bisect_right(self.starts, place) - 1]]

    def keep(self, shown):
        start = shown[0][0]
        if [place for place, _ in shown] != [
                start + 4 * number for number in range(len(shown))]:
            sys.exit(f"{start:x}: a block with a gap")
        block = Block(start, [word for _, word in shown], self.function(start))
        known = self.blocks.setdefault(start, block)
        if known.count != block.count:
            sys.exit(f"{start:x}: two blocks of different length")

    def entered(self, lines):
        shown = []
        last = None
        for line in lines:
            if line[:5] == "Trace":
                if shown:
                    self.keep(shown)
                    shown = []
                entered = ENTERED.match(line)
                if entered is None:
                    sys.exit("the trace ends within a line")
                place = int(entered[1], 16)
                block = self.blocks.get(place)
                if block is None or (
                        last and last.next and place not in last.next):
                    sys.exit(f"{place:x} does not follow {last.start:x}")
                last = block
                yield block
            elif line[:2] == "IN":
                # Again, and shorter, if a block was too long for QEMU.
                shown = []
            elif line[:2] == "0x":
                place, word = SHOWN.match(line).groups()
                shown.append((int(place, 16), int(word, 16)))


@functools.cache
def stage_of(name, stage):
    """The stage that a function belongs to when it is called from `stage`."""
    return next((to for pattern, stages, to in RULES
                 if stage in stages and pattern.search(name)), stage)


class Count:
    """One call, from its first instruction to its return."""

    def __init__(self):
        self.stages = collections.Counter()
        self.functions = collections.Counter()
        self.places = collections.defaultdict(set)
        self.late = 0
        self.late_places = set()


def follow(blocks, is_root):
    """Yields the root's name and its Count for each outermost call of a root.
    A stack has a return address, a stage and a name for each frame."""
    stack, last, count, is_late = [], None, None, False
    for block in blocks:
        name = block.function
        if not stack:
            if last and last.calls and is_root(name):
                stack = [(last.end, "interface", name)]
                count, is_late = Count(), False
        elif last.calls:
            stack.append((last.end, stage_of(name, stack[-1][1]), name))
        elif last.returns:
            while stack:
                back, _, left = stack.pop()
                is_late = is_late or bool(LAST_CHECK.search(left))
                if back == block.start:
                    break
            else:
                sys.exit(f"{block.start:x}: nobody returns there")
            if not stack:
                yield left, count
        elif name != last.function:
            back, stage, _ = stack.pop()
            stack.append((back, stage_of(name, stage), name))
        if stack:
            stage = stack[-1][1]
            count.stages[stage] += block.count
            count.functions[stage, name] += block.count
            places = range(block.start, block.end, 4)
            count.places[stage].update(places)
            if is_late and stage in LATE:
                count.late += block.count
                count.late_places.update(places)
        last = block


def read(program, cases, trace):
    """Name, Count of the decision and instructions of the bare verifications,
    for each message."""
    names = function_names(program)
    calls = follow(Blocks(names).entered(trace),
                   lambda name: name in (DECISION, BARE))
    found = []
    for line in pathlib.Path(cases).read_text(encoding="utf-8").splitlines():
        signatures, name = line.split(" ", 1)
        called, count = next(calls, NO_CALL)
        bare = [next(calls, NO_CALL) for _ in range(int(signatures))]
        if called != DECISION or any(call != BARE for call, _ in bare):
            sys.exit(f"{name}: other calls than expected")
        found.append((name, count,
                      sum(one.stages.total() for _, one in bare)))
    if next(calls, None):
        sys.exit("more calls than expected")
    return found


def memory(count):
    return sum(number for (stage, name), number in count.functions.items()
               if name in MEMORY and "curve" not in stage)


def ratio(count, bare):
    deciding = count.stages.total() - sum(
        count.stages[stage] for stage in NOT_DECIDING)
    return f"{deciding / bare:.3f}" if bare else "-"


def rows(found):
    """Title and figures of each row: places, then one for each message. A place
    is an instruction that runs at least once, in the message of one token."""
    one = next(count for name, count, _ in found if name == "1 token")
    for stage, title in STAGES.items():
        yield [title, len(one.places[stage]),
               *(count.stages[stage] for _, count, _ in found)]
    yield ["all", len(set().union(*one.places.values())),
           *(count.stages.total() for _, count, _ in found)]
    yield ["of it memory functions", "-",
           *(memory(count) for _, count, _ in found)]
    yield ["of it after the last check, without ports and reply",
           len(one.late_places), *(count.late for _, count, _ in found)]
    yield ["`secp256k1_schnorrsig_verify` alone", "-",
           *(bare for _, _, bare in found)]
    yield ["ratio, without journal, ports and reply", "-",
           *(ratio(count, bare) for _, count, bare in found)]


def table(found):
    heads = ["Stage", "places", *(name for name, _, _ in found)]
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    lines += [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row]
              for row in rows(found)]
    return [f"| {' | '.join(line)} |" for line in lines]


def differences(wanted, found):
    """What differs by more than the tolerance, a sentence for each."""
    old, new = ([[cell.strip() for cell in line.strip("|").split("|")]
                 for line in lines] for lines in (wanted, found))
    if [row[0] for row in old] != [row[0] for row in new] or old[0] != new[0]:
        yield "the rows or columns are others"
        return
    for before, now in zip(old[2:-1], new[2:-1]):  # the last is a ratio
        for head, one, other in zip(new[0][1:], before[1:], now[1:]):
            if one == other:
                continue
            one, other = (int(cell.replace(",", "")) for cell in (one, other))
            if abs(other - one) > max(one * TOLERANCE, TOLERANCE_INSTRUCTIONS):
                yield f"{before[0]}, {head}: {other:,}, was {one:,}"


def main(program, cases, what, where):
    found = read(program, cases, sys.stdin)
    if what == "functions":
        count = next(count for name, count, _ in found if name == where)
        for (stage, name), number in count.functions.most_common():
            print(f"{number:>9} {stage:<11} {name[:160]}")
        return
    readme = pathlib.Path(where)
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    old, after = rest.split(END)
    new = table(found)
    if what == "write":
        readme.write_text(before + BEGIN + "\n".join(new) + "\n" + END + after,
                          encoding="utf-8")
        return
    wrong = list(differences(old.splitlines(), new))
    print("\n".join([*wrong, f"{len(wrong)} figures differ by more than "
                     f"{TOLERANCE:.0%} from {where}"]))
    sys.exit(1 if wrong else 0)


main(*sys.argv[1:])
