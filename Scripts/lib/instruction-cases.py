# SPDX-License-Identifier: Apache-2.0
"""Makes the messages whose instructions are counted.

instruction-cases.py FIXTURES VECTORS FOLDER

FIXTURES gives profile and keys, VECTORS the secrets. Writes FOLDER/cases.h for
Tests/Instructions/count.c, and FOLDER/cases.txt: for each message how
many signatures the decision verifies, and its name. The same bytes each time.
"""

import hashlib
import json
import pathlib
import struct
import sys

import cm4tokens as tokens

NOW = 1_705_320_100
SATELLITE = b"SENTINEL-2C-62261"
HOLDERS = ("operator", "commander", "delegate_b", "delegate_c")


def delegation(issuer, subject, parents, number, issued, expires):
    """A delegation of all of imaging, of the tokens `parents`, root first."""
    def identity(index):
        return hashlib.sha256(b"token %d" % index).digest()[:16]
    root, parent = parents[0], parents[-1]
    body = b"".join([
        tokens.record(0, b"\x01"), tokens.record(2, tokens.public_key(issuer)),
        tokens.record(4, tokens.public_key(subject)),
        tokens.record(6, SATELLITE),
        tokens.record(8, struct.pack(">I", issued)),
        tokens.record(10, struct.pack(">I", expires)),
        tokens.record(12, identity(number)),
        tokens.record(14, b"cmd:imaging:*"),
        tokens.record(20, tokens.public_key(root[0])),
        tokens.record(22, identity(root[1])),
        tokens.record(24, identity(parent[1])),
        tokens.record(26, bytes([len(parents)]))])
    return body + tokens.record(240, tokens.sign(
        issuer, tokens.tagged("SCRAP/delegation/v1", body)))


class Cases:
    def __init__(self, secrets):
        self.secrets = secrets
        self.number = 0
        self.found = []

    def chain(self, count, age=60, life=86_400):
        """Tokens of ids of their own, each held by the next holder."""
        parents, chain = [], []
        for index in range(count):
            issuer, subject = (self.secrets[name]
                               for name in HOLDERS[index:index + 2])
            span = NOW - age, NOW - age + life
            self.number += 1
            chain.append(
                delegation(issuer, subject, parents, self.number, *span)
                if index else tokens.token(
                    issuer, subject, SATELLITE, self.number, *span))
            parents.append((issuer, self.number))
        return chain

    def request(self, chain):
        self.number += 1
        return tokens.request(self.secrets[HOLDERS[len(chain)]],
                              b"T%d" % self.number, chain, NOW)

    def signatures(self, chain, message):
        """Keys, digests and signatures in the order of their verification."""
        keys = [tokens.public_key(self.secrets[name])[1:] for name in HOLDERS]
        tags = ["SCRAP/token/v1"] + ["SCRAP/delegation/v1"] * (len(chain) - 1)
        parts = [*chain, message[3:]]
        return [(key, tokens.tagged(tag, part[:-66]), part[-64:])
                for key, tag, part in zip(
                    keys, [*tags, "SCRAP/task_request/v1"], parts)]

    def add(self, name, reason, message, signatures):
        self.found.append((name, reason, message, signatures))


def make(secrets):
    cases = Cases(secrets)
    # The first mark opens a segment of the journal.
    for name, count in (("opens a segment", 1), ("1 token", 1),
                        ("2 tokens", 2), ("3 tokens", 3)):
        chain = cases.chain(count)
        message = cases.request(chain)
        cases.add(name, "NONE", message, cases.signatures(chain, message))
        if name == "1 token":
            first = chain, message
    chain, message = first
    cases.add("repeated", "ALREADY_ACCEPTED", message,
              cases.signatures(chain, message))
    message = cases.request(chain)
    cases.add("replayed", "REPLAYED", message,
              cases.signatures(chain, message))
    chain = cases.chain(1, age=86_500)
    cases.add("expired", "EXPIRED", cases.request(chain), [])
    chain = cases.chain(1)
    chain = [chain[0][:-1] + bytes([chain[0][-1] ^ 1])]
    message = cases.request(chain)
    cases.add("forged token", "INVALID_SIGNATURE", message,
              cases.signatures(chain, message)[:1])
    chain = cases.chain(1)
    message = cases.request(chain)
    message = message[:-1] + bytes([message[-1] ^ 1])
    cases.add("forged request", "BAD_COMMANDER_SIGNATURE", message,
              cases.signatures(chain, message))
    cases.add("cut short", "MALFORMED_REQUEST", message[:-1], [])
    return cases.found


def array(value):
    return "{" + ",".join(map(str, value)) + "}"


def header(values, found):
    lines = [f"#define NOW {NOW}"]
    for name in ("profile", "executor_key", "device_secret"):
        lines.append(f"static const uint8_t {name}[] = {array(values[name])};")
    rows = []
    for number, (name, reason, message, signatures) in enumerate(found):
        lines.append(f"static const uint8_t m{number}[] = {array(message)};")
        rows.append("{SCRAP_REASON_%s, m%d, sizeof m%d, s%d, %d}"
                    % (reason, number, number, number, len(signatures)))
        # The last one is bad where one is.
        bad = reason in ("INVALID_SIGNATURE", "BAD_COMMANDER_SIGNATURE")
        items = [
            "{" + ",".join([*map(array, item),
                            "0" if bad and item is signatures[-1] else "1"])
            + "}" for item in signatures]
        lines.append(f"static const signature s{number}[] = "
                     + "{" + ",".join(items or ["{{0},{0},{0},0}"]) + "};")
    lines.append("static const message messages[] = {" + ",".join(rows) + "};")
    return "\n".join(lines) + "\n"


def main(fixtures, vectors, folder):
    folder = pathlib.Path(folder)
    values = {}
    for line in pathlib.Path(fixtures).read_text(encoding="utf-8").split("\n"):
        words = line.split(" ")
        if words[0] == "value":
            values[words[1]] = bytes.fromhex(words[2])
    keys = json.loads(pathlib.Path(vectors).read_text())["extra"]["keys"]
    found = make({name: int(key["private_key_hex"], 16)
                  for name, key in keys.items()})
    (folder / "cases.h").write_text(header(values, found))
    (folder / "cases.txt").write_text("".join(
        f"{len(signatures)} {name}\n"
        for name, _, _, signatures in found))


main(*sys.argv[1:])
