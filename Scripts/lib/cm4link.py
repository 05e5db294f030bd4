# SPDX-License-Identifier: Apache-2.0
"""A ground station's end of the board's serial link: KISS frames, telemetry
records, and a board in the emulator. Layouts: Platform/CM4/README.md."""

import json
import os
import pathlib
import signal
import socket
import struct
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FEND, FESC = b"\xc0", b"\xdb"
MESSAGES, TELEMETRY, CONTROL, TEXT = range(4)
BOOT, VERDICT, MESSAGE, HOUSEKEEPING = range(1, 5)
CLOCK_SET = 3
ACCEPTED = 0xA5

STEPS_CAUSES = ["entries", "direct_share", "root_subject", "journal"]
HOUSEKEEPING_NAMES = (
    "messages frames noise oversized bad_escapes other_commands "
    "unknown_control lost granted refused replayed untimed store_refused "
    "malformed bound binding_refused clock_set operator_refused ignored "
    "replies time_marks time_marks_failed repaired unrepaired scrub_passes"
).split()
OUTCOMES = ("not_recovered ready blank other_format loss_detected "
            "medium_failed capacity_exceeded").split()
FINDINGS = ("card table provisioning profile key generator watchdog "
            "laboratory write_protected store serving").split()


def reasons():
    """Number to name, from the one table."""
    names, cases = {}, {}
    path = ROOT / "Sources/ScrapVerifier/Reason.swift"
    for line in path.read_text().splitlines():
        word = line.split()
        if word[:1] == ["case"] and "=" in word:
            cases["." + word[1]] = int(word[3])
        elif word[:1] == ["case"] and word[1].rstrip(":") in cases:
            names[cases[word[1].rstrip(":")]] = word[2].strip('"')
    assert names[30] == "expired"
    return names


REASONS = reasons()


def frame(port, content):
    body = bytes([port << 4]) + content
    return (FEND + body.replace(FESC, b"\xdb\xdd").replace(FEND, b"\xdb\xdc")
            + FEND)


def unframe(body):
    return body.replace(b"\xdb\xdc", FEND).replace(b"\xdb\xdd", FESC)


def boot_record(body):
    names = ("marks segments half torn lost repeated floor_e floor_g "
             "time_mark").split()
    (version, build, findings, kind, error, sectors, table, provisioning,
     profile, offset, outcome, loss) = struct.unpack_from(
         ">3s16sHBBQBBBIBB", body)
    record = dict(zip(names, struct.unpack_from(">9Q", body, 40)))
    entries, capacity, identity, recovery = struct.unpack_from(
        ">II8sI", body, 112)
    record.update(
        version=".".join(map(str, version)), build=build.hex(),
        findings={name for bit, name in enumerate(FINDINGS)
                  if findings >> bit & 1},
        card_kind=kind, card_error=error, sectors=sectors, table_error=table,
        provisioning_error=provisioning, profile_error=profile,
        profile_offset=offset, outcome=OUTCOMES[outcome], loss=loss,
        entries=entries, capacity=capacity, identity=identity.hex(),
        recovery_microseconds=recovery)
    assert len(body) == 132
    return record


def verdict_record(body):
    """The message's number, the object that `scrapctl verify` prints, and
    what else the record has."""
    (number, verdict, reason, _, chain_index, offset, has_id, token_id, low,
     high, cause, entries, capacity, reply) = struct.unpack(
         ">IBHBBIB16sQQBIIH", body)
    answer = {
        "verdict": "accept" if verdict == ACCEPTED else "reject",
        "reason": REASONS[reason] if verdict != ACCEPTED else None,
        "chain_index": None if chain_index == 0xFF else chain_index,
        "offset": None if offset == 0xFFFFFFFF else offset,
        "token_id": token_id.hex() if has_id else None,
    }
    if cause != 0xFF:
        answer["fill"] = {"cause": STEPS_CAUSES[cause],
                          "entry_count": entries, "entry_capacity": capacity}
    return {"number": number, "answer": answer, "lo": low, "hi": high,
            "reply_bytes": reply}


def answer_line(number, answer):
    return json.dumps({"line": number, **answer}, separators=(",", ":"))


def housekeeping_record(body):
    record = dict(zip(HOUSEKEEPING_NAMES, struct.unpack_from(">25I", body)))
    (record["trusted"], record["clock_reason"], record["lo"], record["hi"],
     outcome, record["entries"], record["capacity"], record["ring"],
     record["card_failures"], record["stack_used"],
     record["stack"]) = struct.unpack_from(">BBQQBIIQIII", body, 100)
    record["outcome"] = OUTCOMES[outcome]
    record["operator_taken"], record["revoked"] = struct.unpack_from(
        ">II", body, 147)
    assert len(body) == 155
    return record


class Board:
    """One run of an image in the emulator."""

    def __init__(self, image, operator=None, card="good"):
        self.folder = tempfile.TemporaryDirectory(prefix="cm4-")
        path = os.path.join(self.folder.name, "serial")
        command = [str(ROOT / "Scripts/emulate-cm4"), str(image),
                   "--socket", path, "--card", card]
        self.errors = open(os.path.join(self.folder.name, "errors"), "wb+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.errors,
            stderr=self.errors)
        self.line = socket.socket(socket.AF_UNIX)
        self.connect(path)
        self.operator = operator
        self.rest = b""
        self.waiting = []
        self.text = ""
        self.boots = 0

    def connect(self, path):
        for _ in range(1200):
            try:
                return self.line.connect(path)
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError("no emulator: " + self.said())

    def said(self):
        """What the emulator itself has said."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def send(self, data):
        self.line.settimeout(60)
        self.line.sendall(data)

    def frames(self, seconds):
        """What arrives, (port, content), until time is up or the line ends."""
        end = time.monotonic() + seconds
        while True:
            while self.waiting:
                yield self.waiting.pop(0)
            left = end - time.monotonic()
            if left <= 0:
                return
            self.line.settimeout(left)
            try:
                data = self.line.recv(65536)
            except (TimeoutError, socket.timeout):
                return
            except OSError:
                return
            if not data:
                raise EOFError("the emulator is gone: " + self.said())
            *whole, self.rest = (self.rest + data).split(FEND)
            for body in filter(None, map(unframe, whole)):
                self.waiting.append((body[0] >> 4, body[1:]))

    def wait(self, what, seconds=30):
        """The first record that `what` returns something for. Challenges are
        answered meanwhile, if there is an operator."""
        for port, content in self.frames(seconds):
            if port == TEXT:
                self.text += content.decode()
            if port == TELEMETRY and content[0] == BOOT:
                self.boots += 1
            if port == MESSAGES and content[:1] == b"\x20" and self.operator:
                self.send(frame(MESSAGES, self.operator(content)))
            found = what(port, content)
            if found is not None:
                return found
        raise TimeoutError(f"nothing came in {seconds} s; {self.text!r}")

    def wait_boot(self, seconds=60):
        return self.wait(lambda port, content: boot_record(content[14:])
                         if (port, content[:1]) == (TELEMETRY, b"\x01")
                         else None, seconds)

    def wait_clock(self, seconds=30):
        def taken(port, content):
            if (port, content[:1]) != (TELEMETRY, b"\x03"):
                return None
            assert content[14 + 4] == CLOCK_SET, content.hex()
            return True
        return self.wait(taken, seconds)

    def wait_verdict(self, seconds=30):
        return self.wait(lambda port, content: verdict_record(content[14:])
                         if (port, content[:1]) == (TELEMETRY, b"\x02")
                         else None, seconds)

    def ask_housekeeping(self, seconds=30):
        """A record that was made after now."""
        self.send(frame(CONTROL, b"\x03"))
        return self.wait(
            lambda port, content: housekeeping_record(content[14:])
            if (port, content[:1]) == (TELEMETRY, b"\x04") else None, seconds)

    def judge(self, message):
        """The verdict on one request."""
        self.send(frame(MESSAGES, message))
        try:
            return self.wait_verdict()
        except TimeoutError as error:
            raise TimeoutError(message.hex() + self.text) from error

    def judge_until_heard(self, message):
        """Asks again, as a commander does, until the request is accepted;
        what is left of lost ones may be judged before."""
        for _ in range(20):
            self.send(frame(MESSAGES, message))
            try:
                while True:
                    answer = self.wait_verdict(3)["answer"]
                    if answer["verdict"] == "accept":
                        return
            except TimeoutError:
                continue
        raise TimeoutError("service has not resumed" + self.text)

    def halt(self, status):
        """Ends the emulation from within; the exit status."""
        self.send(frame(CONTROL, b"\x7fHALT" + bytes([status])))
        try:
            for _ in self.frames(10):
                pass
        except EOFError:
            pass
        result = self.process.wait(timeout=30)
        self.close()
        return result

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.close()

    def close(self):
        self.line.close()
        self.errors.close()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()
