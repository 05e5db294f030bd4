# SPDX-License-Identifier: Apache-2.0
"""Horizontal bars as an SVG file that needs nothing else."""

import math
from html import escape

ROW, TOP, LEFT, WIDTH, RIGHT = 24, 64, 330, 470, 90
OURS, THEIRS, INK, RULE = "#1f6f8b", "#b8b8b0", "#222222", "#dddddd"


def ticks(least, most, is_log):
    """Where the scale has its marks."""
    if is_log:
        return [10.0 ** power for power in range(
            math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)]
    step = 10 ** math.floor(math.log10(most))
    step = next(step * factor for factor in (0.2, 0.5, 1, 2)
                if most / (step * factor) <= 6)
    return [step * count for count in range(math.ceil(most / step) + 1)]


def svg(title, unit, rows, is_log=False):
    """rows: (label, value, whether it is ours), the first on top."""
    values = [value for _, value, _ in rows]
    marks = ticks(min(values), max(values), is_log)

    def place(value):
        if is_log:
            low, high = math.log10(marks[0]), math.log10(marks[-1])
            return WIDTH * (math.log10(value) - low) / (high - low)
        return WIDTH * value / marks[-1]

    width = LEFT + WIDTH + RIGHT
    height = TOP + ROW * len(rows) + 34
    bottom = TOP + ROW * len(rows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width}'
        f' {height}" font-family="sans-serif" font-size="13" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="16">{escape(title)}</text>',
        f'<text x="12" y="44">{escape(unit)}</text>']
    for mark in marks:
        x = LEFT + place(mark)
        lines.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom}"'
            f' stroke="{RULE}"/>')
        lines.append(
            f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle"'
            f' font-size="12">{mark:g}</text>')
    for number, (label, value, is_ours) in enumerate(rows):
        y = TOP + ROW * number
        lines.append(
            f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end">'
            f"{escape(label)}</text>")
        lines.append(
            f'<rect x="{LEFT}" y="{y + 4}" width="{place(value):.1f}"'
            f' height="{ROW - 8}" fill="{OURS if is_ours else THEIRS}"/>')
        lines.append(
            f'<text x="{LEFT + place(value) + 6:.1f}" y="{y + 17}">'
            f"{figure(value)}</text>")
    return "\n".join(lines + ["</svg>", ""])


def figure(value):
    """Three digits are as many as a run repeats."""
    if value >= 100:
        return f"{value:,.0f}"
    digits = max(0, 2 - math.floor(math.log10(value)))
    return f"{value:.{digits}f}"
