"""What may be shared from a record, and with whom: only what its reader may pass on, only those who are involved.

What was kept to fewer people is for the agency that said it to share; what came with a condition takes its
originator's recorded answer. Source: safety rule 10; hazard 17.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from firsthome.access.directory import Directory
from firsthome.access.permissions import Permission
from firsthome.exchange.documents.parts import ABOUT_THE_RECORD
from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.kinds.address import Address
from firsthome.kinds.handling import Use
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Statement
from firsthome.kinds.registry import kinds
from firsthome.kit.form_fields import Option
from firsthome.pages.choices import OFFERED, short_words
from firsthome.pages.gate import RecordPage
from firsthome.pages.paper import part_that_lies_open
from firsthome.reading.handling import TakenFurther, condition_for, to_ask_first


def about_the_family(page: RecordPage) -> list[Statement]:
    """What was said about the family, the latest first: not who joined, nor what was shared."""
    return [one for one in reversed(page.record.statements) if _is_about_the_family(one)]


def _is_about_the_family(one: Statement) -> bool:
    return one.current.said is not None and not isinstance(one.current.said, (*ABOUT_THE_RECORD, Involvement))


def share_is_offered(page: RecordPage, one: Statement) -> bool:
    """Whether an entry's own page offers to share it; the page of sharing looks at it once more, and closer."""
    if not page.may(Permission.SHARE_ENTRIES) or not _is_about_the_family(one):
        return False
    theirs = one.agencies() == {page.reader.agency} or one.entries[0].audience.everyone
    return theirs and not to_ask_first(page.record, [one.id], Use.SHARE, page.today, _taken_further(page))


def may_be_shared(page: RecordPage) -> list[Statement]:
    """What this reader may pass on to others, the latest first."""
    lies_open = part_that_lies_open(page.found, page.record)
    free = may_be_passed_on(lies_open, page.names, page.reader.agency, Use.SHARE, page.today)
    kept = {one.id for one in free.statements}
    return [one for one in about_the_family(page) if _may_share(page, one, kept)]


def _may_share(page: RecordPage, one: Statement, free: Collection[UUID]) -> bool:
    said = one.current.said
    if isinstance(said, Address) and said.sealed:
        return False
    if to_ask_first(page.record, [one.id], Use.SHARE, page.today, _taken_further(page)):
        return False
    answered = condition_for(one, _taken_further(page)) is not Origin.NO_CONDITION
    return answered or one.id in free or one.agencies() == {page.reader.agency}


def _taken_further(page: RecordPage) -> TakenFurther:
    return TakenFurther(page.reader.agency, page.names.agency)


def entry_options(page: RecordPage, offered: Iterable[Statement], chosen: Collection[str]) -> list[Option]:
    """The latest entries, and whichever were chosen already, each in one short line under what it is."""
    options = [
        Option(
            str(one.current.content.id),
            f"{kinds()[one.kind].title}: {short_words(page, one.current.content.id)}",
            one.current.content.id,
        )
        for one in offered
    ]
    return [one for place, one in enumerate(options) if place < OFFERED or one.value in chosen]


def involved_enough(page: RecordPage) -> tuple[set[int], set[int]]:
    """The agencies and the practitioners who are involved today with enough of the record to read what is shared."""
    parts = [
        said
        for _, said in page.record.involvements
        if said.level.rank >= Level.CONTRIBUTE.rank
        and (said.begins is None or said.begins <= page.today)
        and (said.ends is None or said.ends >= page.today)
    ]
    return {one.agency for one in parts}, {one.practitioner for one in parts if one.practitioner}


def agency_options(page: RecordPage, found: Directory) -> list[Option]:
    """Every other agency of the partnership."""
    return [Option(str(id_), name, id_) for id_, name, _ in found.agencies if id_ != page.reader.agency]


def practitioner_options(page: RecordPage, found: Directory) -> list[Option]:
    """Everybody else who works here today."""
    return [
        Option(str(one.practitioner), f"{one.name}, {one.agency}", one.practitioner)
        for one in found.colleagues
        if one.practitioner != page.reader.practitioner
    ]


def full_agencies(page: RecordPage, without: Collection[int]) -> tuple[int, ...]:
    """The agencies with full access today, but for some; the reader's own always."""
    full = {
        said.agency
        for _, said in page.record.involvements
        if said.level is Level.FULL and (said.ends is None or said.ends >= page.today)
    }
    return tuple(sorted({page.reader.agency, *full} - set(without)))
