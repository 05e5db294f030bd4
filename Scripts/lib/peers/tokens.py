# SPDX-License-Identifier: Apache-2.0
"""Worker of Scripts/bench-peers: signed tokens in Python.

Each case parses one token, judges expiry and audience and verifies its
signature, as the library's own manual does it; nothing is kept of parsed
tokens.
"""

import datetime
import hashlib
import importlib.metadata
import os
import sys
import time

import biscuit_auth
import coincurve
import cwt
import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from worker import Case, serve  # noqa: E402

SATELLITE = "SENTINEL-2C-62261"
CAPABILITY = "cmd:imaging:msi"
TOKEN_ID = bytes(range(16))
NOW = int(time.time())


def refused(operate, errors):
    """The operation that must end in one of these errors."""
    def refuse():
        try:
            operate()
        except errors:
            return
        raise AssertionError("it is refused")
    return refuse


def must(value):
    if not value:
        raise AssertionError("the outcome is the expected one")


def bare_cases(k256, ed):
    """The signature alone, over as many bytes, through cryptography."""
    data = bytes(300)
    k256_signature = k256.sign(data, ec.ECDSA(hashes.SHA256()))
    ed_signature = ed.sign(data)
    k256_public, ed_public = k256.public_key(), ed.public_key()
    return [
        Case("python_es256k_bare", "bare", "cryptography (OpenSSL), ES256K",
             None, 300, lambda: k256_public.verify(
                 k256_signature, data, ec.ECDSA(hashes.SHA256()))),
        Case("python_ed25519_bare", "bare", "cryptography (OpenSSL), Ed25519",
             None, 300, lambda: ed_public.verify(ed_signature, data)),
    ]


def jwt_cases(algorithm, private, bare):
    public = private.public_key()

    def token(life=86_400, audience=SATELLITE):
        return jwt.encode(
            {"iss": "ESA", "sub": "ICEYE-X14-51070", "aud": audience,
             "iat": NOW - 60, "exp": NOW + life, "jti": TOKEN_ID.hex(),
             "caps": [CAPABILITY]}, private, algorithm=algorithm)

    def verify(text):
        return lambda: must(jwt.decode(
            text, public, algorithms=[algorithm],
            audience=SATELLITE)["caps"] == [CAPABILITY])

    good = token()
    return family(
        "pyjwt_" + algorithm.lower(), "PyJWT, JWT " + algorithm, bare, good,
        verify, jwt.InvalidTokenError,
        {"malformed": good[:len(good) // 2], "expired": token(life=-600),
         "wrong_audience": token(audience="SENTINEL-2B")})


def cwt_cases(algorithm, private, bare):
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption())
    public_pem = private.public_key().public_bytes(
        serialization.Encoding.PEM,
        serialization.PublicFormat.SubjectPublicKeyInfo)
    key = cwt.COSEKey.from_pem(pem, alg=algorithm, kid="esa")
    public = cwt.COSEKey.from_pem(public_pem, alg=algorithm, kid="esa")

    def token(life=86_400, audience=SATELLITE):
        return cwt.encode(
            {1: "ESA", 2: "ICEYE-X14-51070", 3: audience, 4: NOW + life,
             6: NOW - 60, 7: TOKEN_ID, -70_001: [CAPABILITY]}, key)

    def verify(data):
        def operate():
            claims = cwt.decode(data, public)
            if claims[3] != SATELLITE:
                raise cwt.VerifyError("another audience")
            must(claims[-70_001] == [CAPABILITY])
        return operate

    good = token()
    errors = (cwt.VerifyError, cwt.DecodeError, ValueError)
    return family(
        "cwt_" + algorithm.lower(), "python-cwt, CWT " + algorithm, bare,
        good, verify, errors,
        {"malformed": good[:-70], "expired": token(life=-600),
         "wrong_audience": token(audience="SENTINEL-2B")})


def family(name, summary, bare, good, verify, errors, bad):
    """One good token and its bad ones."""
    cases = [Case(name, "token", summary, bare, len(good), verify(good))]
    for kind, data in bad.items():
        cases.append(Case(
            f"{name}_{kind}", "refusal", f"{summary}, {kind}", bare,
            len(data), refused(verify(data), errors)))
    return cases


def biscuit_cases():
    """A Biscuit and its attenuations: a block each, as a delegation is."""
    pair = biscuit_auth.KeyPair()
    token = biscuit_auth.BiscuitBuilder(
        'right({capability}); check if time($t), $t < {end};'
        ' check if satellite({satellite});',
        {"capability": CAPABILITY, "satellite": SATELLITE,
         "end": datetime.datetime.fromtimestamp(
             NOW + 86_400, datetime.timezone.utc)}).build(pair.private_key)
    cases = []
    data = bytes(token.to_bytes())
    public = pair.public_key
    cases.append(Case(
        "biscuit_malformed", "refusal", "biscuit, malformed", None,
        len(data) - 70, refused(
            lambda: biscuit_auth.Biscuit.from_bytes(data[:-70], public),
            biscuit_auth.BiscuitValidationError)))
    for depth in range(4):
        if depth:
            token = token.append(biscuit_auth.BlockBuilder(
                'check if operation({capability})',
                {"capability": CAPABILITY}))
        data = bytes(token.to_bytes())
        name = "biscuit" + (f"_depth_{depth}" if depth else "")
        group = "chain" if depth else "token"
        blocks = f"{depth + 1} blocks" if depth else "one block"
        cases.append(Case(
            name + "_signature", group,
            f"biscuit, {blocks}, signatures alone", None,
            len(data), biscuit_parse(data, public)))
        cases.append(Case(
            name, group, f"biscuit, {blocks}, authorized", None,
            len(data), biscuit_authorize(data, public)))
    return cases


def biscuit_parse(data, public):
    return lambda: biscuit_auth.Biscuit.from_bytes(data, public)


def biscuit_authorize(data, public):
    now = datetime.datetime.fromtimestamp(NOW, datetime.timezone.utc)
    # Its own limit of 1 ms is soon over on a machine that others use too.
    limits = biscuit_auth.AuthorizerBuilder("").limits()
    limits.max_time = datetime.timedelta(seconds=1)

    def authorize():
        token = biscuit_auth.Biscuit.from_bytes(data, public)
        builder = biscuit_auth.AuthorizerBuilder(
            'time({now}); satellite({satellite}); operation({capability});'
            ' allow if right({capability});',
            {"now": now, "satellite": SATELLITE, "capability": CAPABILITY})
        builder.set_limits(limits)
        builder.build(token).authorize()
    return authorize


def coincurve_cases():
    key = coincurve.PrivateKey(bytes([0x5A] * 32))
    digest = hashlib.sha256(b"token").digest()
    signature = key.sign_schnorr(digest)
    public = coincurve.PublicKeyXOnly.from_secret(bytes([0x5A] * 32))
    return [Case(
        "coincurve_bare", "bare", "coincurve, BIP-340", None, 32,
        lambda: must(public.verify(signature, digest)))]


def main():
    k256 = ec.generate_private_key(ec.SECP256K1())
    ed = ed25519.Ed25519PrivateKey.generate()
    versions = {
        name: importlib.metadata.version(name) for name in (
            "PyJWT", "cwt", "biscuit-python", "coincurve", "cryptography")}
    versions["Python"] = sys.version.split()[0]
    cases = bare_cases(k256, ed) + coincurve_cases()
    for algorithm, private, bare in (
            ("ES256K", k256, "python_es256k_bare"),
            ("EdDSA", ed, "python_ed25519_bare")):
        cases += jwt_cases(algorithm, private, bare)
        cases += cwt_cases(algorithm, private, bare)
    serve(versions, cases + biscuit_cases())


if __name__ == "__main__":
    main()
