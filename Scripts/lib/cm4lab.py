# SPDX-License-Identifier: Apache-2.0
"""A satellite, its operator and its commander, for trials of the CM4 image."""

import json
import pathlib
import subprocess

import cm4tokens as tokens
from cm4link import ROOT

NOW = 1705320100
SATELLITE = b"SENTINEL-2C-62261"


class Laboratory:
    """Keys, a profile and an image in a folder."""

    def __init__(self, folder, scrapctl, capacity=300):
        self.folder = pathlib.Path(folder)
        self.scrapctl = scrapctl
        vectors = json.loads(
            (ROOT / "Tests/Vectors/scrap-vectors.json").read_text())
        self.extra = vectors["extra"]
        self.secrets = {name: int(key["private_key_hex"], 16)
                        for name, key in self.extra["keys"].items()}
        self.by_public = {tokens.public_key(secret): secret
                          for secret in self.secrets.values()}
        self.version = 0
        for name, secret in (("executor", self.secrets["executor"]),
                             ("operations", 4), ("device", 5)):
            self.write_key(name, secret)
        public = {name: tokens.public_key(secret).hex()
                  for name, secret in self.secrets.items()}
        self.profile = self.folder / "profile.json"
        self.profile.write_text(json.dumps({
            "satellite_id": SATELLITE.decode(),
            "identity_pubkey": public["executor"],
            "issuers": [public["operator"]],
            "subjects": {"ICEYE-X14-51070": public["commander"]},
            "operations_keys": [tokens.public_key(4).hex()],
            "limits": {"replay_capacity": capacity,
                       "replay_root_subject_percent": 100}}))
        self.master = self.folder / "master.img"
        self.run("Scripts/build-image", "--profile", self.profile,
                 "--executor-key", self.folder / "executor.key",
                 "--device-secret", self.folder / "device.key",
                 "--issued-after", "0", "--laboratory", "--out", self.master)

    def write_key(self, name, secret):
        path = self.folder / f"{name}.key"
        path.touch(0o600)
        path.write_text(f"scrap-secret-key-v1\n{secret:064x}\n")

    def run(self, command, *arguments, **options):
        command = ROOT / command if "/" in command else self.scrapctl
        return subprocess.run([command, *map(str, arguments)], text=True,
                              check=True, stdout=subprocess.PIPE,
                              **options).stdout

    def image(self, name="card.img"):
        """A fresh copy of the image."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        subprocess.run(["cp", "--sparse=always", self.master, path],
                       check=True)
        self.version = 0
        return path

    def operator(self, now):
        """Answers challenges with the time that `now` gives."""
        def answer(challenge):
            self.version += 1
            return bytes.fromhex(self.run(
                "scrapctl", "clock", "sign", "--challenge", challenge.hex(),
                "--key", self.folder / "operations.key", "--version",
                self.version, "--now", now(), "--error",
                "0.000000001").strip())
        return answer

    def commander_of(self, token):
        """The key of a token's subject, as far as its bytes tell."""
        for public, secret in self.by_public.items():
            if b"\x04\x21" + public in token:
                return secret
        return self.secrets["commander"]

    def wrap(self, chain, task):
        return tokens.request(self.commander_of(chain[-1]), task, chain, NOW)

    def request(self, number, now=NOW):
        """A request with a token of its own."""
        token = tokens.token(
            self.secrets["operator"], self.secrets["commander"], SATELLITE,
            number, now - 60, now + 86_400)
        return tokens.request(self.secrets["commander"], b"T%d" % number,
                              [token], now)
