# SPDX-License-Identifier: Apache-2.0
"""Writes an operator's commands as lines that the C harness reads.

make-commands.py VECTORS CLOCK-READING >> fixtures.txt

    command NAME REASON SETUP HEX

REASON is "taken" or the refusal's name; SETUP the name of a command that is
sent first, or "-". Made without the package under test.
"""

import json
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Scripts/lib"))
# pylint: disable=wrong-import-position
from cm4tokens import public_key, record, sign, tagged  # noqa: E402

NOW = 1_705_320_100
OURS = "SENTINEL-2C-62261"
TAGS = {0x22: "revocation", 0x23: "issuers", 0x24: "floors",
        0x25: "counter_reset", 0x26: "status_request"}
REFUSED_BY_ALL = [
    # Name, reason, what is wrong.
    ("wrong-key", "unknown_operations_key", {"key": "stranger"}),
    ("issuers-key", "unknown_operations_key", {"key": "issuer"}),
    ("wrong-satellite", "wrong_satellite", {"satellite": "SENTINEL-2D-63374"}),
    ("another-kinds-tag", "bad_operations_signature", {"tag": "clock_reading"}),
    ("damaged-signature", "bad_operations_signature", {"flip": -1}),
    ("damaged-version", "bad_operations_signature", {"flip": 31}),
    ("damaged-key", "malformed_message", {"key_prefix": 5}),
    ("too-long", "malformed_message", {"behind": b"\0"}),
    ("a-record-too-many", "malformed_message", {"records": record(12, b"")}),
    ("cut-off", "malformed_message", {"cut": 1}),
    ("no-body", "malformed_message", {"body": b""}),
]


def main(vectors_path, clock_path):
    with open(vectors_path, encoding="utf-8") as file:
        extra = json.load(file)["extra"]
    with open(clock_path, encoding="utf-8") as file:
        clock = json.load(file)
    secrets = {"operations": int(clock["secret_key_hex"], 16),
               "issuer": int(extra["keys"]["operator"]["private_key_hex"], 16),
               "stranger": 7}

    def command(kind, content, version=7, signed_at=NOW, **wrong):
        secret = secrets[wrong.get("key", "operations")]
        key = public_key(secret)
        if "key_prefix" in wrong:
            key = bytes([wrong["key_prefix"]]) + key[1:]
        body = record(0, wrong.get("satellite", OURS).encode())
        body += record(2, struct.pack(">Q", version))
        body += record(4, struct.pack(">Q", signed_at))
        body += record(6, content) + record(8, key)
        tag = "SCRAP/ops/" + wrong.get("tag", TAGS[kind]) + "/v1"
        body += record(10, sign(secret, tagged(tag, body)))
        body = wrong.get("body", body + wrong.get("records", b""))
        message = bytearray([kind]) + struct.pack(">H", len(body)) + body
        if "flip" in wrong:
            message[wrong["flip"]] ^= 1
        message += wrong.get("behind", b"")
        return message[:len(message) - wrong.get("cut", 0)]

    def say(name, reason, message, setup="-"):
        print("command", name, reason, setup, bytes(message).hex())

    root = bytes.fromhex(extra["accept_chain"]["root"]["token_hex"])
    issuer, token_id = root[5:38], root[root.index(b"\x0c\x10") + 2:][:16]
    expires = root[root.index(b"\x0a\x04") + 2:][:4]
    floor = struct.pack(">Q", NOW - 1)
    contents = {0x22: issuer + token_id + expires, 0x23: issuer,
                0x24: floor + floor, 0x25: b"", 0x26: b"\xa5" * 16}
    for kind, content in contents.items():
        name = TAGS[kind]
        say(name, "taken", command(kind, content))
        for what, reason, wrong in REFUSED_BY_ALL:
            say(f"{name}-{what}", reason, command(kind, content, **wrong))
        say(f"{name}-content-too-long", "malformed_message",
            command(kind, content + bytes(213 - len(content))))
        # A question has neither version nor time.
        is_question = kind == 0x26
        for version in [7, 6]:
            say(f"{name}-{version}-after-7",
                "taken" if is_question else "old_version",
                command(kind, content, version=version), name)
        say(f"{name}-8-after-7", "taken",
            command(kind, content, version=8), name)
        say(f"{name}-ahead", "taken" if is_question else "signed_ahead",
            command(kind, content, signed_at=NOW + 61))
        say(f"{name}-before-floor",
            "taken" if is_question else "signed_before_floor",
            command(kind, content, version=9, signed_at=NOW - 1), "floors")

    late = struct.pack(">I", NOW + 604_801)
    say("revocation-too-far", "revocation_too_far",
        command(0x22, issuer + token_id + late))
    say("revocation-twice-the-same", "malformed_message",
        command(0x22, 2 * contents[0x22]))
    say("issuers-unknown", "unknown_issuer",
        command(0x23, public_key(secrets["stranger"])))
    for name, g, e in [("none", 0, 0), ("g-too-far", NOW + 3_601, 0),
                       ("e-ahead", 0, NOW + 1)]:
        say("floors-" + name, "floor_out_of_range",
            command(0x24, struct.pack(">QQ", g, e)))


main(*sys.argv[1:])
