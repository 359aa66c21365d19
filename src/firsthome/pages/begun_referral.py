"""A referral that begins with what the record says: why it was opened, and what may be affecting the baby now.

Only from what lies open and may be passed on, so that ticking it narrows nobody's reading. Source: domain facts, 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.kinds.handling import Use
from firsthome.kinds.opening import Opening
from firsthome.kinds.vulnerability import Standing, Vulnerability
from firsthome.pages.gate import RecordPage
from firsthome.pages.paper import part_that_lies_open


def begun_referral(page: RecordPage) -> Iterator[tuple[str, Any]]:
    """Why the record was opened, and every vulnerability that is known or suspected, each by itself."""
    lies_open = part_that_lies_open(page.found, page.record)
    free = may_be_passed_on(lies_open, page.names, page.reader.agency, Use.SHARE, page.today)
    yield "why", " ".join(said.why for _, said in free.of(Opening))
    yield (
        "rests_on",
        tuple(
            one.current.content.id
            for one, said in free.of(Vulnerability)
            if said.standing in (Standing.KNOWN, Standing.SUSPECTED)
        ),
    )
