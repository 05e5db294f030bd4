#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trials of the CM4 image in the emulator; see Scripts/test-cm4.

Each prints what it did, and ends with an exception if something does not
hold."""

import argparse
import hashlib
import json
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

import cm4tokens as tokens
from cm4lab import NOW, Laboratory
from cm4link import (CONTROL, FEND, MESSAGES, TELEMETRY, Board, answer_line,
                     frame)

SECTOR = 512


def fixtures(laboratory):
    """Every fixture as a request message, by the clock it is meant for."""
    extra = laboratory.extra
    groups = {}

    def put(name, message, now=None):
        groups.setdefault(now or NOW, []).append((name, message))

    for request in extra["accept_requests"] + extra["reject_requests"]:
        put(request["name"], bytes.fromhex(request["message_hex"]))
        put(request["name"] + " again", bytes.fromhex(request["message_hex"]))
    for name, token in extra["accept_tokens"].items():
        put(name, laboratory.wrap([bytes.fromhex(token["token_hex"])],
                                  name[:64].encode()), token.get("now"))
    for token in extra["reject_tokens"]:
        put(token["name"], laboratory.wrap(
            [bytes.fromhex(token["token_hex"])], token["name"][:64].encode()),
            token.get("now"))
    accepted = [bytes.fromhex(extra["accept_chain"][name]["token_hex"])
                for name in ("root", "del_1", "del_2")]
    put("accept_chain", laboratory.wrap(accepted, b"chain"))
    for chain in extra["reject_chains"]:
        put(chain["name"], laboratory.wrap(
            [bytes.fromhex(token) for token in chain["chain"]]
            + [bytes.fromhex(chain["token"])], chain["name"][:64].encode()))
    whole = bytes.fromhex(extra["task_request"]["message_hex"])
    for count in range(0, len(whole), 5):
        put(f"first {count} bytes", whole[:count])
    chance = random.Random(7)
    for number in range(60):
        # The type stays: other messages are no requests to a board.
        place = chance.randrange(8, len(whole) * 8)
        broken = bytearray(whole)
        broken[place // 8] ^= 1 << place % 8
        put(f"bit {place} flipped", bytes(broken))
    return groups


def expected_answers(laboratory, found, end):
    """What `scrapctl verify` says at one end of the board's interval."""
    store = laboratory.folder / "verify-store"
    store.unlink(missing_ok=True)
    lines = "".join(f"@{verdict[end]} {message.hex()}\n"
                    for _, message, verdict in found)
    answers = subprocess.run(
        [laboratory.scrapctl, "verify", "--profile", laboratory.profile,
         "--store", store, "--as", "request", "--format", "json"],
        input=lines, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL).stdout.splitlines()
    assert len(answers) == len(found), (len(answers), len(found))
    return answers


def trial_fixtures(laboratory, options):
    """The board decides over an interval of time. Where scrapctl says the same
    at both ends, so must the board; where it does not, the board must refuse,
    as scrapctl does at one end."""
    reasons, boundaries = {}, []
    for now, items in fixtures(laboratory).items():
        board = Board(laboratory.image(),
                      laboratory.operator(lambda: f"{now + 1}.5"))
        board.wait_boot()
        board.wait_clock()
        found = [(name, message, board.judge(message))
                 for name, message in items]
        state = board.ask_housekeeping()
        assert state["lost"] == state["card_failures"] == 0, state
        assert board.halt(42) == 42, "the image's exit status"
        lows = expected_answers(laboratory, found, "lo")
        highs = expected_answers(laboratory, found, "hi")
        for number, (name, _, verdict) in enumerate(found, 1):
            low, high = lows[number - 1], highs[number - 1]
            mine = answer_line(number, verdict["answer"])
            if low != high:
                boundaries.append(name)
                assert '"reject"' in mine, (name, mine)
            assert mine in (low, high), f"{name}: {mine}, {low}, {high}"
            reason = verdict["answer"]["reason"] or "accept"
            reasons[reason] = reasons.get(reason, 0) + 1
        print(f"fixtures: clock {now}: {len(found)} verdicts equal, stack "
              f"{state['stack_used']} of {state['stack']} bytes", flush=True)
    assert reasons["accept"] >= 8 and len(reasons) >= 15, reasons
    assert len(boundaries) <= 6, boundaries
    print(f"fixtures: {sum(reasons.values())} verdicts equal to those of "
          f"scrapctl verify: {json.dumps(reasons)}; refused at one end of the "
          f"interval alone: {', '.join(boundaries)}")


def trial_kills(laboratory, options):
    """Kills the emulator at random moments, and starts it on the same image:
    nothing is accepted twice, what was acknowledged is remembered."""
    seed = options.seed
    chance = random.Random(seed)
    print(f"kills: {options.count}, seed {seed}", flush=True)
    image = laboratory.image()
    start = time.monotonic()
    operator = laboratory.operator(
        lambda: f"{NOW + 3 + int(time.monotonic() - start)}.5")
    sent, accepted, number, asked = {}, {}, 0, 0
    for turn in range(options.count):
        board = Board(image, operator)
        try:
            # Some of the cuts fall into the start, most into the writing.
            if chance.random() < 0.1:
                time.sleep(chance.random())
                continue
            record = board.wait_boot()
            assert record["outcome"] == "ready", record
            assert record["entries"] >= len(accepted), record
            board.wait_clock()
            old = chance.sample(sorted(sent), min(3, len(sent)))
            fresh = range(number, number + 4)
            number += 4
            for name in fresh:
                sent[name] = laboratory.request(name)
            order = old + list(fresh)
            end = time.monotonic() + chance.random() * options.window
            board.send(b"".join(frame(MESSAGES, sent[name])
                                for name in order))
            place = 0
            while place < len(order):
                left = end - time.monotonic()
                if left <= 0:
                    break
                try:
                    verdict = board.wait_verdict(left)
                except TimeoutError:
                    break
                name = order[place]
                place += 1
                asked += 1
                answer = verdict["answer"]
                if answer["verdict"] == "accept":
                    assert name not in accepted, f"{name} accepted twice"
                    accepted[name] = turn
                else:
                    assert answer["reason"] in (
                        "already_accepted", "replayed"), (name, answer)
        finally:
            board.kill()
        if turn % 20 == 19:
            print(f"kills: {turn + 1} restarts, {len(accepted)} accepted",
                  flush=True)
    board = Board(image, operator)
    record = board.wait_boot()
    board.wait_clock()
    for name in sorted(accepted):
        answer = board.judge(sent[name])["answer"]
        assert answer["reason"] == "already_accepted", (name, answer)
    # L1: a fresh token is accepted after all that.
    assert board.judge(laboratory.request(number))["answer"][
        "verdict"] == "accept"
    assert board.halt(0) == 0
    print(f"kills: {options.count} restarts, {len(sent)} tokens, {asked} "
          f"verdicts, {len(accepted)} accepted once and remembered, "
          f"{record['torn']} torn and {record['half']} half slots at the end")


def trial_noise(laboratory, options):
    """Noise, half frames, oversized frames, floods: counted and dropped, and
    never a restart."""
    chance = random.Random(options.seed)
    board = Board(laboratory.image(),
                  laboratory.operator(lambda: f"{NOW + 1}.5"))
    board.wait_boot()
    board.wait_clock()
    before = board.ask_housekeeping()
    good = laboratory.request(1)
    # Half a frame, ended by the beginning of a good one.
    board.send(FEND + b"\0" + good[:50])
    verdict = board.judge(good)
    assert verdict["answer"]["reason"] == "malformed_request", verdict
    assert board.wait_verdict()["answer"]["verdict"] == "accept"
    board.send(frame(MESSAGES, b"\x01" * 5000) + FEND + b"\0\xdb\0abc" + FEND
               + FEND + b"\x06abc" + FEND + frame(CONTROL, b"\xfe")
               + frame(9, b"abc"))
    for _ in range(40):
        noise = chance.randbytes(chance.randrange(1, 600))
        board.send(FEND + b"\x50" + noise.replace(FEND, b"") + FEND)
    after = board.ask_housekeeping()
    for name, least in (("oversized", 1), ("bad_escapes", 1),
                        ("other_commands", 1), ("unknown_control", 10)):
        assert after[name] - before[name] >= least, (name, before, after)
    # Requests whose marks are written while more comes than they leave time
    # for. The emulator's line has no speed: no more may be under way than the
    # board has memory for.
    fresh = [laboratory.request(number) for number in range(2, 8)]
    parts = [frame(MESSAGES, message) + frame(9, bytes(200)) * 20
             for message in fresh]
    board.send(parts[0])
    verdicts = []
    for part in [*parts[1:], b""]:
        board.send(part)
        verdicts.append(board.wait_verdict(60)["answer"]["verdict"])
    assert verdicts == ["accept"] * 6, verdicts
    # A halt that is none.
    board.send(frame(CONTROL, b"\x7fHALX\1"))
    state = board.ask_housekeeping()
    assert state["lost"] == 0 and state["granted"] == 7, state
    assert board.boots == 1, "no restart"
    # More than it can keep: what is lost is counted, and service resumes.
    board.send(frame(9, bytes(200)) * 600)
    board.judge_until_heard(laboratory.request(9))
    assert board.boots == 1, "no restart"
    assert board.halt(0) == 0
    print("noise: counted, dropped, service resumed:",
          {name: state[name] for name in (
              "frames", "noise", "oversized", "bad_escapes",
              "other_commands", "unknown_control", "lost")})


def damaged_images(laboratory):
    """(name, change, read only, what the boot record must say, reason)."""
    table = laboratory.master.read_bytes()[:SECTOR]
    starts, sizes = zip(*(
        (SECTOR * start, SECTOR * count) for start, count in (
            struct.unpack_from("<II", table, 446 + 16 * part + 8)
            for part in range(3))))

    def blank(part):
        return lambda image: (image.seek(starts[part]),
                              image.write(b"\xff" * sizes[part]))

    def byte(offset, mask=1):
        def change(image):
            image.seek(offset)
            old = image.read(1)[0]
            image.seek(offset)
            image.write(bytes([old ^ mask]))
        return change

    def garbage(image):
        image.seek(0)
        kernel = image.read(starts[1])
        image.seek(starts[1])
        image.write(random.Random(3).randbytes(2**23))
        assert kernel

    def off_curve(image):
        """A sound record whose issuer is no point of the curve: x is 5."""
        image.seek(starts[1])
        data = image.read(4096)
        count = struct.unpack_from(">I", data, 12)[0]
        profile = bytearray(data[80:80 + count - 32])
        profile[131:164] = b"\x02" + (5).to_bytes(32, "big")
        record = data[:80] + profile + tokens.tagged(
            "SCRAP/profile/v1", bytes(profile))
        image.seek(starts[1])
        image.write(record + hashlib.sha256(record).digest())

    def no_table(image):
        image.seek(446)
        image.write(bytes(66))

    unready = "no_secure_time"
    return [
        ("a flipped bit of the profile", byte(starts[1] + 300),
         {"provisioning_error": 4}, "integrity_fault"),
        ("an issuer's key off the curve", off_curve, {"profile_error": 8},
         "integrity_fault"),
        ("no provisioning record", blank(1), {"provisioning_error": 1},
         "integrity_fault"),
        ("a store of garbage behind a profile of garbage", garbage,
         {"provisioning_error": 1}, "integrity_fault"),
        ("a blank store", blank(2), {"outcome": "blank"}, unready),
        ("no table of partitions", no_table, {"table_error": 1},
         "store_unavailable"),
        ("a store that ends behind the card", byte(446 + 32 + 15, 0x40),
         {"table_error": 3}, "store_unavailable"),
    ]


def trial_images(laboratory, options):
    """Bad cards: the board boots, reports, and refuses everything."""
    request = laboratory.request(1)
    for name, change, expected, reason in damaged_images(laboratory):
        image = laboratory.image()
        with open(image, "r+b") as file:
            change(file)
        board = Board(image)
        record = board.wait_boot()
        for key, value in expected.items():
            assert record[key] == value, (name, key, record)
        answer = board.judge(request)["answer"]
        assert answer["reason"] == reason, (name, answer)
        board.kill()
        print(f"images: {name}: {expected}, {reason}", flush=True)
    board = Board(laboratory.image(), card="none")
    record = board.wait_boot()
    assert record["card_error"] == 1 and not record["findings"], record
    answer = board.judge(request)["answer"]
    assert answer["reason"] == "store_unavailable", answer
    board.kill()
    # A card that loses what is written: the version of a clock reading cannot
    # be kept, so that no time is taken, and nothing accepted.
    board = Board(laboratory.image(), card="failing")
    answer_clock = laboratory.operator(lambda: f"{NOW + 1}.5")
    record = board.wait_boot()
    assert record["outcome"] == "ready", record
    challenge = board.wait(
        lambda port, content: content
        if port == MESSAGES and content[0] == 0x20 else None)
    board.send(frame(MESSAGES, answer_clock(challenge)))
    refusal = board.wait(
        lambda port, content: struct.unpack_from(">H", content, 19)[0]
        if port == TELEMETRY and content[0] == 3 else None, 60)
    assert refusal == 209, refusal
    answer = board.judge(request)["answer"]
    assert answer["reason"] == "no_secure_time", answer
    board.kill()
    print("images: no card, store_unavailable; a card that loses writes: "
          "version_not_kept, no_secure_time")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trial", nargs="+",
                        choices=["fixtures", "kills", "noise", "images"])
    parser.add_argument("--scrapctl", required=True)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--window", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="cm4-trial-")
    try:
        laboratory = Laboratory(folder, options.scrapctl,
                                max(300, 8 * options.count))
        for name in options.trial:
            from_time = time.monotonic()
            globals()["trial_" + name](laboratory, options)
            print(f"{name}: {time.monotonic() - from_time:.0f} s", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
