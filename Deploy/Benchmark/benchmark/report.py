"""The table for people and the object for programs."""

import json

from .figures import Figure


def table(figures: list[Figure], keys: list[str]) -> str:
    """One line for each key: median, spread over the rounds, target, verdict and what it is made of."""
    rows = [["figure", "median", "spread", "target", "", "made of"]]
    for figure in figures:
        spread = figure.spread
        rows.append(
            [
                figure.title,
                f"{spread.median:.2f} {figure.unit}",
                f"{spread.lowest:.2f} – {spread.highest:.2f}",
                str(figure.target or ""),
                figure.verdict,
                figure.detail,
            ]
        )
    measured = {figure.key for figure in figures}
    rows += [[key, "", "", "", "NOT MEASURED", ""] for key in keys if key not in measured]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    return "\n".join([lines[0], "─" * max(map(len, lines)), *lines[1:]])


def as_json(figures: list[Figure], keys: list[str]) -> str:
    """One object on one line: each figure's median under its key, null where there is none."""
    medians = {figure.key: round(figure.spread.median, 3) for figure in figures}
    return json.dumps({key: medians.get(key) for key in keys})
