"""The ward's card: one page for whoever is on duty. Who is kept away and on what basis, never why; and no address.

Source: domain facts, 1.6 and 7.11; hazards 7 and 15.
"""

from __future__ import annotations

import re
from typing import Any

from firsthome.exchange.documents.making import Making, sealed
from firsthome.exchange.documents.wording import EVALUATION, baby_called
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.contingency import Contingency, Trigger
from firsthome.kinds.entry import Entry
from firsthome.kinds.kept_away import KeptAway
from firsthome.kit.dates import say_day

SIZES = (15, 13.5, 12, 11, 10, 9, 8)
"""Sizes of letters, tried one after the other until everything stands on one page."""
LONGEST = (420, 200, 90)
"""So much of one answer stands on the card at the smallest size; the birth plan has the rest."""
AT_ONCE = 4
"""So many contingencies at the most. Whoever is kept away is never left out."""
_PAGE = re.compile(rb"/Type\s*/Page\b")
_AT_ONCE = (Trigger.LEAVES, Trigger.BORN_EARLY)


def ward_card_pdf(making: Making, entry: Entry, version: int, old: str) -> bytes:
    """The card of one version, on one page."""
    said = card(making, entry, version, old)
    document = b""
    tries = [(size, said) for size in SIZES] + [(SIZES[-1], _cut(said, longest)) for longest in LONGEST]
    for size, words in tries:
        document = sealed(making, "ward_card.typ", words | {"size": size})
        if pages(document) == 1:
            break
    return document


def pages(document: bytes) -> int:
    """How many pages a document has."""
    return len(_PAGE.findall(document))


def card(making: Making, entry: Entry, version: int, old: str) -> dict[str, Any]:
    """Everything that the card says, as plain data."""
    birth, record, names = entry.said, making.record, making.names
    assert isinstance(birth, BirthPlan), "only a birth plan has a card"
    facts = birth.facts(names)
    shown = (
        "Where",
        "Who is with her",
        "Care on the ward",
        "Observing the baby",
        "Feeding",
        "First 24 hours",
    )
    return {
        "title": f"Ward card, version {version}",
        "old": old,
        "whose": baby_called(record, names),
        "expected": f"Baby expected on {say_day(record.edd)}." if record.edd and not record.born_on else "",
        "legal": birth.legal_words(),
        "away": [
            {"who": said.who(names), "basis": said.basis_words()}
            for _, said in record.of(KeptAway)
            if said.until is None or said.until >= making.today
        ],
        "ring": [
            {"label": what, "text": facts[what]}
            for what in ("Ring in office hours", "Ring at night and at weekends")
        ],
        "facts": [{"label": what, "text": facts[what]} for what in shown if facts[what]],
        "at_once": [
            {"label": said.head, "text": f"{said.then.strip()} {said.done_by(names)}"}
            for _, said in record.of(Contingency)
            if said.trigger in _AT_ONCE and said.then.strip()
        ],
        "made": f"Made on {say_day(making.today)} by {making.by}",
        "note": "Check that this is the version that holds before you act on it. A plan keeps nobody on a ward: only "
        f"the police or a court’s order can. {EVALUATION}",
    }


def _cut(said: dict[str, Any], longest: int) -> dict[str, Any]:
    """The same with long answers cut, each of them saying so."""

    def cut(words: str) -> str:
        return words if len(words) <= longest else f"{words[:longest].rstrip()}… (more in the birth plan)"

    rows = {"ring": said["ring"], "facts": said["facts"], "at_once": said["at_once"][:AT_ONCE]}
    return said | {name: [{**one, "text": cut(one["text"])} for one in found] for name, found in rows.items()}
