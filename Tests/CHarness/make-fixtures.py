# SPDX-License-Identifier: Apache-2.0
"""Writes the vectors as lines that the C harness reads.

make-fixtures.py VECTORS CLOCK-READING > fixtures.txt

    value NAME HEX
    case NAME request|chain NOW REASON PEER SETUP HEX[,HEX...]

REASON is "accept" or the refusal's name; PEER a value's name or "-"; SETUP the
name of a case that is presented first or "-". An empty list item is "=".
"""

import hashlib
import json
import sys

NOW = 1_705_320_100


def tagged(tag, data):
    digest = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(digest + digest + data).digest()


def profile(keys, operations):
    """A profile record, format 1, as ProfileLayout.swift draws it."""
    def key_list(items):
        return bytes([len(items)]) + b"".join(items).ljust(4 * 33, b"\0")

    def text(value):
        return bytes([len(value)]) + value.encode().ljust(64, b"\0")

    subject = text("ICEYE-X14-51070") + keys["commander"]
    subject += tagged("SCRAP/profile/v1", subject)[:4]
    count = 400 + len(subject) + 32
    record = b"SCRAPPRF" + (1).to_bytes(2, "big") + count.to_bytes(4, "big")
    record += bytes([3, 30]) + (604_800).to_bytes(4, "big")
    record += (300).to_bytes(4, "big") + (1_700_000_000).to_bytes(8, "big")
    record += text("SENTINEL-2C-62261") + keys["executor"]
    record += key_list([keys["operator"]]) + key_list([operations])
    record += (1).to_bytes(2, "big") + bytes([100, 5]) + subject
    return record + tagged("SCRAP/profile/v1", record)


def case(name, kind, now, reason, peer, setup, items):
    words = ",".join(item or "=" for item in items)
    print("case", name, kind, now, reason, peer, setup, words)


def main(vectors_path, clock_path):
    with open(vectors_path, encoding="utf-8") as file:
        vectors = json.load(file)
    with open(clock_path, encoding="utf-8") as file:
        clock = json.load(file)
    extra = vectors["extra"]
    keys = {name: bytes.fromhex(key["public_key_compressed_hex"])
            for name, key in extra["keys"].items()}
    operations = bytes.fromhex(clock["public_key_hex"])
    print("value profile", profile(keys, operations).hex())
    print("value executor_key", extra["keys"]["executor"]["private_key_hex"])
    print("value device_secret", "99" * 32)
    print("value clock_nonce", clock["nonce_hex"])
    print("value clock_challenge", clock["challenge_hex"])
    print("value clock_message", clock["message_hex"])
    for name, key in keys.items():
        print("value", name, key.hex())

    for name, token in extra["accept_tokens"].items():
        # E-25: alone there is nothing to hold against its target and amount.
        reason = ("constraint_violation" if name == "root_all_constraints"
                  else "accept")
        case(name, "chain", token.get("now", NOW), reason, "commander", "-",
             [token["token_hex"]])
    case("tv2", "chain", NOW, "accept", "commander", "-",
         [vectors["tv2_capability_token"]["canonical_instance"]["token_hex"]])
    chain = [extra["accept_chain"][name]["token_hex"]
             for name in ("root", "del_1", "del_2")]
    case("chain", "chain", NOW, "accept", "delegate_c", "-", chain)
    for token in extra["reject_tokens"]:
        case(token["name"], "chain", token.get("now", NOW), token["reason"],
             "commander", "-", [token["token_hex"]])
    for vector in extra["reject_chains"]:
        name = vector["name"]
        case(name, "chain", NOW, vector["reason"],
             "delegate_c" if name == "replay_after_use" else "delegate_b",
             "chain" if name.endswith("after_use") else "-",
             vector["chain"] + [vector["token"]])
    for request in extra["accept_requests"]:
        case(request["name"], "request", NOW, "accept", "-", "-",
             [request["message_hex"]])
    for request in extra["reject_requests"]:
        case(request["name"], "request", NOW, request["reason"], "-", "-",
             [request["message_hex"]])


main(*sys.argv[1:])
