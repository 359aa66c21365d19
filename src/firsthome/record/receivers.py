"""Whom an entry names: agencies and practitioners that are there, and that may be given what it gives them.

The ledger's door for sharing: no access without a signed agreement that is in date, and a decision not to share
never reaches those who would have been told. Source: feature rows 24 and 37; domain facts, 3.6 and 7.15.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from firsthome.access.agreements import without_agreement
from firsthome.access.directory import NOT_THERE_TODAY, works_for
from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.sharing import Restrict, Share, Withheld
from firsthome.reading.moves import KINDS as STEPS_OF_MOVES
from firsthome.record.asked import check_asked
from firsthome.record.errors import NoAgreement, NotThere
from firsthome.record.rows import COLUMNS, entry_from


def check_receivers(cursor: Any, record: UUID, entry: Entry, by: Reader) -> None:
    """Everything that has to be so of the agencies and practitioners that an entry names."""
    _check_agencies(cursor, entry, by)
    _check_colleague(cursor, record, entry)
    _check_agreements(cursor, record, entry, by)
    _check_withheld(cursor, record, entry)
    _check_shared(cursor, record, entry)
    check_asked(cursor, record, entry, by)


def _check_agencies(cursor: Any, entry: Entry, by: Reader) -> None:
    """Agencies and practitioners that are named exist in the author's partnership, or in one that holds or held this
    record as well: while a family moves both areas work with it, and what the first one did is still put right.
    """
    said: Any = entry.said
    agencies = set(entry.audience.agencies)
    practitioners = set(entry.audience.practitioners)
    if isinstance(said, Share | Restrict | Withheld):
        agencies |= set(said.agencies)
        practitioners |= set(said.practitioners)
        if not agencies and not practitioners:
            raise NotThere("Choose at least one agency or practitioner.")
    agencies |= {
        one for one in (getattr(said, "agency", None), getattr(said, "to", None)) if isinstance(one, int)
    }
    practitioners |= {one for one in (getattr(said, "practitioner", None),) if one}
    if not entry.audience.everyone and not entry.audience.agencies and not entry.audience.practitioners:
        agencies.add(by.agency)
    if not agencies and not practitioners:
        return
    cursor.execute(
        """WITH there AS (SELECT a.id FROM agency a WHERE a.partnership_id = %(partnership)s
            OR a.partnership_id IN (SELECT h.partnership FROM partnerships_of_record() h))
        SELECT (SELECT count(*) FROM there WHERE id = ANY (%(agencies)s)),
        (SELECT count(DISTINCT m.practitioner_id) FROM membership m JOIN there ON there.id = m.agency_id
         WHERE m.practitioner_id = ANY (%(practitioners)s))""",
        {"agencies": list(agencies), "practitioners": list(practitioners), "partnership": by.partnership},
    )
    if cursor.fetchone() != (len(agencies), len(practitioners)):
        raise NotThere(
            "Choose agencies and practitioners from the list: one that you named is not in your partnership."
        )


def _check_colleague(cursor: Any, record: UUID, entry: Entry) -> None:
    """Whoever becomes involved works for that agency today; who has left can stay named, so that an end can be said."""
    said = entry.said
    if (
        not isinstance(said, Involvement)
        or not said.practitioner
        or works_for(said.practitioner, said.agency)
    ):
        return
    if said.names_anew(_before(cursor, record, entry)):
        raise NotThere(f"{NOT_THERE_TODAY}.")


def _check_agreements(cursor: Any, record: UUID, entry: Entry, by: Reader) -> None:
    """Whoever is given access by a share or an involvement has an agreement; ending or narrowing needs none."""
    said = _given(cursor, record, entry)
    if isinstance(said, Share):
        missing = without_agreement(said.agencies, said.practitioners, by.agency)
    elif isinstance(said, Involvement) and said.gives_more(_before(cursor, record, entry)):
        missing = without_agreement((said.agency,), (), by.agency)
    else:
        return
    if missing:
        raise NoAgreement(missing)


def _given(cursor: Any, record: UUID, entry: Entry) -> Said | None:
    """What an entry says; an error mark on a mark that took something back gives that back."""
    if entry.mark is not Mark.ERROR or entry.kind not in (Share.kind, Involvement.kind):
        return entry.said
    marked = _entry(cursor, record, entry.replaces)
    taken_back = _entry(cursor, record, marked.replaces) if marked and marked.said is None else None
    return taken_back.said if taken_back else None


def _check_withheld(cursor: Any, record: UUID, entry: Entry) -> None:
    """A decision not to share names its readers, and among them nobody of the agencies that it keeps it from."""
    said, audience = entry.said, entry.audience
    if not isinstance(said, Withheld):
        return
    before = _before(cursor, record, entry)
    if isinstance(before, Withheld):
        if (before.agencies, before.practitioners) != (said.agencies, said.practitioners):
            raise NotThere("Write a new decision for somebody else: this one stays about those it names.")
        return
    kept_from = {*said.agencies, *_agencies_of(cursor, said.practitioners)}
    if entry.agency in kept_from:
        raise NotThere("Choose somebody outside your own agency: your agency reads what it decides.")
    readers = {*audience.agencies, *_agencies_of(cursor, audience.practitioners)}
    if audience.everyone or readers & kept_from:
        raise NotThere("Keep this decision from those with whom it is not shared.")


def _check_shared(cursor: Any, record: UUID, entry: Entry) -> None:
    """A decision not to share is never shared itself: it would reach those whom it is kept from.

    And a move is never kept to fewer: lists say to everyone with full access where it stands, so nothing may say less.
    """
    match entry.said:
        case Share():
            never, why = [Withheld.kind], "a decision not to share is not shared"
        case Restrict():
            never, why = list(STEPS_OF_MOVES), "how a move goes on is for everyone with full access"
        case _:
            return
    cursor.execute(
        "SELECT EXISTS (SELECT FROM entry e WHERE e.record = %s AND e.id = ANY (%s) AND e.kind = ANY (%s))",
        [record, list(entry.said.entries), never],
    )
    if cursor.fetchone()[0]:
        raise NotThere(f"Choose what was said about the family: {why}.")


def _agencies_of(cursor: Any, practitioners: tuple[int, ...]) -> set[int]:
    """Every agency that some practitioners work for or have worked for."""
    cursor.execute("SELECT agency_id FROM membership WHERE practitioner_id = ANY (%s)", [list(practitioners)])
    return {row[0] for row in cursor.fetchall()}


def _before(cursor: Any, record: UUID, entry: Entry) -> Said | None:
    """What the entry said that this one replaces, as far as its author may see it."""
    found = _entry(cursor, record, entry.replaces)
    return found.said if found else None


def _entry(cursor: Any, record: UUID, entry: UUID | None) -> Entry | None:
    if entry is None:
        return None
    cursor.execute(
        f"""SELECT {COLUMNS} FROM entry e
        WHERE e.record = %s AND e.id = %s""",  # noqa: S608 only this package's own text
        [record, entry],
    )
    row = cursor.fetchone()
    return entry_from(row) if row else None
