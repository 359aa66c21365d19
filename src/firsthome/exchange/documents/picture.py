"""A picture to take along: as a PDF with the table that says the same, or alone as a PNG."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from firsthome.exchange.documents.typeset import draw_alone, typeset
from firsthome.kit.dates import say_day

EVALUATION = "For evaluation with invented families only."
TEMPLATE = "picture.typ"


def picture_pdf(
    title: str,
    svg: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    by: str,
    today: date,
) -> bytes:
    """One page with the picture, then its table."""
    data = {
        "alone": False,
        "title": title,
        "svg": svg,
        "alt": f"{title}. The table on the next page says the same.",
        "table": f"{title}: the same in words",
        "heads": list(heads),
        "rows": [list(row) for row in rows],
        "made": f"Made on {say_day(today)} by {by}. {EVALUATION}",
    }
    return typeset(TEMPLATE, data, today)


def picture_png(title: str, svg: str) -> bytes:
    """The picture and nothing else."""
    return draw_alone(TEMPLATE, {"alone": True, "title": title, "svg": svg, "alt": title})
