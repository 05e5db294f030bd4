# SPDX-License-Identifier: Apache-2.0
"""Renders reports in headless Chromium and judges what is seen.

Called by Scripts/test-report. A copy of each page gets a script that measures
every label; the page itself has none. Nothing is fetched from anywhere.
"""

import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

WIDTH, HEIGHT = 1200, 2400

# Measures the drawings: which labels overlap, which leave their paper, whether
# the page is wider than the window.
MEASURE = """
<script>
const found = [];
for (const svg of document.querySelectorAll('svg')) {
  const paper = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map((text) => ({
    words: text.textContent, box: text.getBoundingClientRect()}));
  for (const {words, box} of texts) {
    if (box.width === 0) found.push('invisible: ' + words);
    if (box.left < paper.left - 1 || box.right > paper.right + 1 ||
        box.top < paper.top - 1 || box.bottom > paper.bottom + 1) {
      found.push('off the paper: ' + words);
    }
  }
  for (let a = 0; a < texts.length; a += 1) {
    for (let b = a + 1; b < texts.length; b += 1) {
      const [p, q] = [texts[a].box, texts[b].box];
      const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      // Boxes are a little higher than letters.
      if (across > 1 && down > 4) {
        found.push('overlap: ' + texts[a].words + ' / ' + texts[b].words);
      }
    }
  }
}
if (document.documentElement.scrollWidth > window.innerWidth) {
  found.push('wider than the window');
}
const rows = {};
for (const table of document.querySelectorAll('table')) {
  rows[table.id] = table.tBodies[0].rows.length;
}
const result = document.createElement('pre');
result.id = 'measured';
result.textContent = JSON.stringify({found, rows});
document.body.append(result);
</script>
"""


class Bad(Exception):
    """What is wrong with a report."""


def check(is_good, problem):
    if not is_good:
        raise Bad(problem)


def chromium(arguments, profile):
    """Runs the browser without a network; its output and its console."""
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu",
        "--hide-scrollbars", "--disable-extensions", "--no-first-run",
        "--proxy-server=127.0.0.1:9", "--enable-logging=stderr",
        f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}",
        *arguments,
    ]
    done = subprocess.run(
        command, capture_output=True, timeout=120, check=False)
    check(done.returncode == 0, f"chromium ended with {done.returncode}")
    said = done.stderr.decode(errors="replace")
    console = [line for line in said.splitlines() if "CONSOLE" in line]
    check(not console, f"the console says: {console[:3]}")
    return done.stdout.decode(errors="replace")


def pixels(path):
    """Width, height and rows of (red, green, blue) of an 8-bit PNG."""
    data = path.read_bytes()
    check(data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is no PNG")
    place, packed = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place:place + 8])
        body = data[place + 8:place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            check(depth == 8 and colour in (2, 6), "another kind of PNG")
        if kind == b"IDAT":
            packed += body
        place += 12 + length
    step = 3 if colour == 2 else 4
    raw = zlib.decompress(packed)
    stride = width * step
    before = bytearray(stride)
    rows = []
    for row in range(height):
        start = row * (stride + 1)
        line = unfiltered(
            raw[start], bytearray(raw[start + 1:start + 1 + stride]), before,
            step)
        rows.append(line)
        before = line
    return width, height, step, rows


def unfiltered(kind, line, before, step):
    """A PNG's line, its filter undone."""
    if kind == 2:
        return bytearray((a + b) & 255 for a, b in zip(line, before))
    for index in range(len(line)) if kind else ():
        left = line[index - step] if index >= step else 0
        above = before[index]
        corner = before[index - step] if index >= step else 0
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + above) // 2
        else:
            way = left + above - corner
            guess = min(
                (abs(way - left), 0, left), (abs(way - above), 1, above),
                (abs(way - corner), 2, corner))[2]
        line[index] = (line[index] + guess) & 255
    return line


def look(path, is_dark):
    """Whether a picture shows a page: a ground, and enough on it."""
    width, height, step, rows = pixels(path)
    check((width, height) == (WIDTH, HEIGHT), f"{path} is {width}x{height}")
    ground = tuple(rows[2][:3])
    light = sum(ground) / 3
    check(light < 60 if is_dark else light > 240,
          f"{path} has the ground {ground}")
    counts = {}
    for row in rows[::3]:
        for index in range(0, len(row), step * 3):
            colour = bytes(row[index:index + 3])
            counts[colour] = counts.get(colour, 0) + 1
    total = sum(counts.values())
    share = 1 - counts.get(bytes(ground), 0) / total
    check(0.02 < share < 0.7, f"{path}: {share:.1%} is not ground")
    check(len(counts) > 40, f"{path} has {len(counts)} colours")
    # The drawings' colours: pale green, red and blue of the style.
    wanted = (
        [(29, 74, 52), (255, 128, 128), (34, 58, 98)] if is_dark
        else [(196, 234, 212), (192, 38, 45), (211, 225, 248)])
    for colour in wanted:
        near = sum(
            count for found, count in counts.items()
            if max(abs(a - b) for a, b in zip(found, colour)) <= 6)
        check(near > 5, f"{path} shows no {colour}")
    return share


def latency_rows(model):
    """All decisions, accepts and refusals if there are both, and answers."""
    kinds = {
        verdict["verdict"] for verdict in model["verdicts"]
        if verdict["latency_ns"] is not None}
    decisions = 3 if len(kinds) == 2 else len(kinds)
    return decisions + (model["answer_latency"]["samples"] > 0)


def expected_rows(model):
    """How many rows each table must have."""
    events = sum(
        len(lane["spans"]) + len(lane["marks"]) for lane in model["lanes"])
    rows = {
        "check-table": len(model["checks"]),
        "exchange-table": len(model["exchanges"]),
        "refusal-table": len(model["verdict_counts"]),
        "latency-table": latency_rows(model),
        "store-table": len(model["stores"]),
        "verdict-table": len(model["verdicts"]),
        "event-table": events,
    }
    return {name: min(count, 400) for name, count in rows.items()}


def try_scenario(scrapctl, name, place):
    done = subprocess.run(
        [scrapctl, "sim", "run", name, "--report", str(place)],
        capture_output=True, text=True, check=False)
    check(done.returncode == 0, done.stdout + done.stderr)
    return try_page(place / f"{name}.html", place)


def try_contact(made, place):
    """A page of a contact: all bands, decisions timed, a store told of."""
    for part in made.parent.glob(f"{made.stem}.*"):
        shutil.copy(part, place)
    model = json.loads((place / f"{made.stem}.json").read_text())
    lanes = {lane["lane"]: lane for lane in model["lanes"]}
    for name, kind in (
            ("contacts", "spans"), ("sent", "marks"), ("answers", "marks"),
            ("verdicts", "marks"), ("clock", "spans"),
            ("store writes", "marks"), ("store fill, wear", "spans"),
            ("power", "marks")):
        check(lanes[name][kind], f"nothing in the band {name}")
    timed = [verdict["latency_ns"] for verdict in model["verdicts"]]
    check(timed and all(timed), f"{timed.count(None)} verdicts without time")
    check(model["basis"]["machine"], "no machine is named")
    check(model["stores"][0]["fill"], "nothing of the store")
    return try_page(place / made.name, place)


def try_page(page, place):
    name = page.stem
    profile = place / "profile"
    text = page.read_text()
    check("<script" not in text, "the page has a script")
    model = json.loads((place / f"{name}.json").read_text())

    rows = sum(expected_rows(model).values())
    # Broad, and as narrow as the browser's window can be.
    for width in (WIDTH, 500):
        measure(page, place, profile, expected_rows(model), width)
    shares = []
    for is_dark in (False, True):
        picture = place / f"{name}-{'dark' if is_dark else 'light'}.png"
        scheme = f"--blink-settings=preferredColorScheme={int(not is_dark)}"
        chromium(
            [scheme, f"--screenshot={picture}", page.as_uri()], profile)
        shares.append(look(picture, is_dark))
    paper = place / f"{name}.pdf"
    chromium([f"--print-to-pdf={paper}", page.as_uri()], profile)
    check(paper.read_bytes()[:5] == b"%PDF-", "it does not print")
    return f"{name}: {rows} rows, {shares[0]:.1%} drawn"


def measure(page, place, profile, expected, width):
    copy = place / f"{page.stem}-measured.html"
    copy.write_text(
        page.read_text().replace("</body>", MEASURE + "</body>"))
    dom = chromium(
        [f"--window-size={width},{HEIGHT}", "--dump-dom", copy.as_uri()],
        profile)
    measured = re.search(r'<pre id="measured">(.*?)</pre>', dom, re.DOTALL)
    check(measured is not None, "nothing was measured")
    answer = json.loads(
        measured.group(1).replace("&lt;", "<").replace("&gt;", ">")
        .replace("&amp;", "&"))
    told = f"{width} wide: " + "; ".join(answer["found"][:8])
    check(not answer["found"], told)
    check(answer["rows"] == expected,
          f"rows {answer['rows']}, expected {expected}")


def main():
    scrapctl = sys.argv[1]
    contact = pathlib.Path(sys.argv[2])
    names = sys.argv[3:]
    if not names:
        listed = subprocess.run(
            [scrapctl, "sim", "list"], capture_output=True, text=True,
            check=True)
        names = [line.split()[0] for line in listed.stdout.splitlines()]
        names.append("contact")
    place = pathlib.Path(tempfile.mkdtemp(prefix="scrap-report-"))
    failed = 0
    for name in names:
        try:
            told = (
                try_contact(contact, place) if name == "contact"
                else try_scenario(scrapctl, name, place))
            print(told, flush=True)
        except Bad as problem:
            failed += 1
            print(f"{name}: {problem}", file=sys.stderr, flush=True)
    if failed:
        print(f"{failed} bad reports; they are in {place}", file=sys.stderr)
        return 1
    shutil.rmtree(place)
    print(f"{len(names)} reports rendered and looked at")
    return 0 if names else 1


if __name__ == "__main__":
    sys.exit(main())
