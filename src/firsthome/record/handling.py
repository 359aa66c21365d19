"""At the ledger's door: what came with a condition goes no further without its originator's recorded answer.

What is looked at is what the author may see, so a refusal tells nobody anything new. Source: safety rule 10.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from firsthome.kinds.address import Address
from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.handling import OriginatorsAnswer, Use
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.record import Record, fold
from firsthome.kinds.requests import InformationAnswer
from firsthome.kinds.sharing import Acknowledgement, Redaction, Release, Restrict, Share, Withheld
from firsthome.kinds.subject_answer import SubjectPack, SubjectPackGiven, SubjectReview
from firsthome.reading.handling import TakenFurther, to_ask_first
from firsthome.record.errors import AskFirst, NotAllowed
from firsthome.record.rows import COLUMNS, entry_from

TAKES_NOTHING_FURTHER = (
    Restrict,
    Withheld,
    Acknowledgement,
    Redaction,
    OriginatorsAnswer,
    OwnWords,
    SubjectReview,
    SubjectPackGiven,
)
"""They name entries without resting on what those say."""
TO_SOMEBODY = (Share, Release, InformationAnswer)
"""They bring entries to somebody. What only reads as if it came with a condition is asked about first here, too."""


def check_handling(cursor: Any, record: UUID, entry: Entry) -> None:
    """Nothing is shared on, opened again or cited without the answer that it takes; what is sealed has its readers."""
    if isinstance(entry.said, Address):
        _check_sealed(entry, entry.said)
    uses = uses_of(entry.said) if entry.said else ()
    if not entry.said or not uses:
        return
    cursor.execute(
        f"SELECT {COLUMNS} FROM entry e WHERE e.record = %s ORDER BY e.seq",  # noqa: S608 only this package's own text
        [record],
    )
    seen = fold(entry_from(row) for row in cursor.fetchall())
    named = entry.said.entries if isinstance(entry.said, InformationAnswer) else entry.said.cited()
    taken = _taken_further(cursor, seen, entry) if isinstance(entry.said, TO_SOMEBODY) else None
    for use in uses:
        if missing := to_ask_first(seen, named, use, timezone.localdate(), taken):
            raise AskFirst(use, missing[0])


def _taken_further(cursor: Any, seen: Record, entry: Entry) -> TakenFurther:
    """By the author's agency; with what the agencies are called that said something here."""
    agencies = {version.agency for one in seen.statements for version in one.entries}
    cursor.execute("SELECT id, name FROM agency WHERE id = ANY (%s)", [list(agencies)])
    names = dict(cursor.fetchall())
    return TakenFurther(entry.agency, lambda agency: names.get(agency, ""))


def uses_of(said: Said) -> tuple[Use, ...]:
    """What an entry does with those that it names; nothing where it takes them no further."""
    if not said.cited() or isinstance(said, TAKES_NOTHING_FURTHER):
        return ()
    if isinstance(said, SubjectPack):
        return (Use.SHARE, Use.PRINT)
    return (Use.SHARE,) if isinstance(said, TO_SOMEBODY) else (Use.CITE,)


def _check_sealed(entry: Entry, said: Address) -> None:
    """A change reaches whomever its statement reaches, which of a sealed address is never everyone (`reach.py`)."""
    if said.sealed and entry.audience.everyone and not entry.replaces:
        raise NotAllowed("A sealed address is only for those whom you name. Choose them, then save it again.")
