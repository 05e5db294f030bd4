# SPDX-License-Identifier: Apache-2.0
"""Tokens and requests for the board's trials, made without the package under
test: records, tagged hashes and BIP-340."""

import functools
import hashlib
import struct

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
     0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)


def add(one, other):
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = 3 * one[0] * one[0] * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


@functools.cache
def doublings():
    points = [G]
    for _ in range(255):
        points.append(add(points[-1], points[-1]))
    return points


@functools.cache
def point(secret):
    found = None
    for bit, double in enumerate(doublings()):
        if secret >> bit & 1:
            found = add(found, double)
    return found


def tagged(tag, data):
    tag = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(tag + tag + data).digest()


def public_key(secret):
    x, y = point(secret)
    return bytes([2 + y % 2]) + x.to_bytes(32, "big")


def sign(secret, digest):
    """BIP-340, with 32 zero bytes of auxiliary randomness."""
    x, y = point(secret)
    secret = secret if y % 2 == 0 else N - secret
    mask = int.from_bytes(tagged("BIP0340/aux", bytes(32)), "big")
    key = x.to_bytes(32, "big")
    nonce = int.from_bytes(tagged(
        "BIP0340/nonce", (secret ^ mask).to_bytes(32, "big") + key + digest),
        "big") % N
    r_x, r_y = point(nonce)
    nonce = nonce if r_y % 2 == 0 else N - nonce
    r = r_x.to_bytes(32, "big")
    challenge = int.from_bytes(
        tagged("BIP0340/challenge", r + key + digest), "big") % N
    return r + ((nonce + challenge * secret) % N).to_bytes(32, "big")


def record(kind, value):
    size = (bytes([len(value)]) if len(value) < 253
            else b"\xfd" + struct.pack(">H", len(value)))
    return bytes([kind]) + size + value


def token(issuer, subject, audience, number, issued, expires):
    """A root token for all of imaging."""
    identity = hashlib.sha256(b"token %d" % number).digest()[:16]
    body = b"".join([
        record(0, b"\x01"), record(2, public_key(issuer)),
        record(4, public_key(subject)), record(6, audience),
        record(8, struct.pack(">I", issued)),
        record(10, struct.pack(">I", expires)), record(12, identity),
        record(14, b"cmd:imaging:*")])
    return body + record(240, sign(issuer, tagged("SCRAP/token/v1", body)))


def request(secret, task, chain, now, capability=b"cmd:imaging:msi"):
    """A TaskRequest over a chain, root first."""
    body = record(0, task) + record(2, struct.pack(">I", now))
    body += record(4, chain[-1])
    for parent in chain[:-1]:
        body += record(6, parent)
    body += record(8, capability)
    body += record(20, sign(secret, tagged("SCRAP/task_request/v1", body)))
    return b"\x01" + struct.pack(">H", len(body)) + body
