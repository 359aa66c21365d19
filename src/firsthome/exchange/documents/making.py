"""For what a document is made, and what every one of them says: whose it is, who made it when, its pages and its seal.

Made from what may be printed and from nothing else. Source: hazards 7, 15, 17 and 18; safety rules 2 and 10.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from firsthome.exchange.documents.sections import Drawing, Section
from firsthome.exchange.documents.subject_words import spans_of, without
from firsthome.exchange.documents.typeset import typeset
from firsthome.exchange.documents.wording import EVALUATION, baby_called, gestation_today
from firsthome.kinds.entry import Names, ended
from firsthome.kinds.record import Record
from firsthome.kinds.registry import canonical
from firsthome.kinds.subject_answer import in_groups
from firsthome.kit.dates import say_day

NOT_PRINTED = "…"
"""What stands in place of a protected address, should somebody have written one into a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """For what a document is made: the part of a record that may be printed, by whom, and what no paper may hold."""

    record: Record
    names: Names
    by: str
    today: date
    ring: Mapping[int, str] = field(default_factory=dict)
    protected: Sequence[str] = ()
    """Lines and postcodes of restricted and sealed addresses."""


def document(
    making: Making,
    title: str,
    old: str,
    notices: Sequence[str],
    sections: Sequence[Section],
    pictures: Sequence[Drawing] = (),
) -> bytes:
    """A document for professionals: whose it is, what to know of it first, its sections, then its pictures."""
    record = making.record
    whose = [baby_called(record, making.names), *_when(record, making.today)]
    said = {
        "title": title,
        "old": old,
        "whose": " ".join(ended(one) for one in whose if one),
        "made": f"Made on {say_day(making.today)} by {making.by}",
        "notices": [one for one in [*notices, EVALUATION] if one],
        "sections": [asdict(one) for one in sections],
        "pictures": [asdict(one) for one in pictures],
    }
    return sealed(making, "plan.typ", said)


def _when(record: Record, today: date) -> list[str]:
    """«Expected on 5 August 2025», and how far the pregnancy is; once born, when."""
    if record.born_on:
        return [f"Born on {say_day(record.born_on)}"]
    return [f"Expected on {say_day(record.edd)}", gestation_today(record, today)] if record.edd else []


def sealed(making: Making, template: str, said: dict[str, Any]) -> bytes:
    """The document with the seal of all that it says, and without a protected address, wherever somebody wrote one."""
    return typeset(template, with_seal(without_addresses(said, making.protected)), making.today)


def with_seal(said: dict[str, Any]) -> dict[str, Any]:
    """The same data with the hash of it, to be read and to be found in the file."""
    seal = hashlib.sha256(canonical(said).encode()).hexdigest()
    return said | {"seal": in_groups(seal), "keyword": f"seal:{seal}"}


def without_addresses(said: Any, protected: Sequence[str]) -> Any:
    """The same data with every line and postcode of a protected address taken out of its words."""
    match said:
        case str():
            spans = [span for words in protected for span in spans_of(said, words)]
            return without(said, spans, NOT_PRINTED) if spans else said
        case dict():
            return {key: without_addresses(value, protected) for key, value in said.items()}
        case list() | tuple():
            return [without_addresses(value, protected) for value in said]
        case _:
            return said
