"""The page of one entry: what it says now, everything it ever said, and who opened it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.audit.looks import openings_of
from firsthome.kinds.address import Address
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.own_words import OwnWords
from firsthome.kinds.record import Statement, Version
from firsthome.kinds.registry import kinds
from firsthome.kit.dates import say_moment
from firsthome.pages.answers import Answer, Row, answers_of, side_by_side
from firsthome.pages.chronology import badges_of
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.handling import condition
from firsthome.pages.sharing_choice import share_is_offered
from firsthome.pages.topic_help import help_beside_entry
from firsthome.reading.contested import Heard, own_words
from firsthome.reading.kept_to_fewer import kept_to_fewer
from firsthome.reading.moves import KINDS as STEPS_OF_MOVES

WHAT_IT_DID = {
    None: "First recorded",
    Mark.UPDATE: "Changed since then",
    Mark.CORRECTION: "Corrected",
    Mark.ERROR: "Recorded in error",
    Mark.MISFILED: "Belongs to another family",
}


@dataclass(frozen=True)
class Told:
    """One version in the history: who told it when, what it said first, or what it changed."""

    what: str
    signed: str
    recorded: str
    reason: str
    answers: list[Answer]
    changes: list[Row]


@dataclass(frozen=True)
class Standing:
    """One line of the statement: what it says now, and how it can be changed."""

    tip: UUID
    content: UUID
    badges: tuple[str, ...]
    sentence: str
    answers: list[Answer]
    withdrawn: bool
    covered: bool
    """Whether it is an address of which the words are shown elsewhere, to who asks for them."""


@dataclass(frozen=True)
class History:
    """A statement as it stands, and everything it ever said, the latest first."""

    lines: list[Standing]
    versions: list[Told]


@dataclass(frozen=True)
class Beside:
    """What somebody on the record says about the statement, and the entry that holds it."""

    entry: UUID
    words: str
    wanted: str
    signed: str
    next: str
    """What becomes of what they ask for, and by when."""


@record_page(Permission.READ_RECORD, prints=True)
def entry(request: HttpRequest, page: RecordPage, entry: UUID) -> HttpResponse:
    """One statement with its whole history."""
    if page.paper and entry in page.on_screen.by_entry and entry not in page.record.by_entry:
        return show(request, "not_printed", page=page)
    statement = statement_of(page, entry)
    heard = own_words(page.record).get(statement.id, [])
    ids = [one.id for one in statement.entries]
    page.looked_at += ids
    openings = openings_of(page.found.id, ids)
    page.also_named |= {one.practitioner for one in openings}
    return show(
        request,
        "entry",
        page=page,
        title=kinds()[statement.kind].title,
        controllers=" and ".join(sorted(page.names.agency(one) for one in statement.agencies())),
        one_controller=len(statement.agencies()) == 1,
        history=_history(page, statement, heard),
        beside=_beside(page, heard),
        condition=condition(page, statement),
        help=help_beside_entry(page, statement),
        may_look=page.may(Permission.SEE_SEALED_ADDRESS),
        openings=[(signature(page, one.agency, one.practitioner), say_moment(one.last)) for one in openings],
        may_correct=page.may(Permission.CORRECT_ENTRY)
        and not statement.detached
        and statement.kind not in STEPS_OF_MOVES,
        may_add=page.may(Permission.ADD_ENTRY)
        and not statement.withdrawn
        and statement.kind != OwnWords.kind,
        may_share=share_is_offered(page, statement),
        may_release=page.may(Permission.RESTRICT_ENTRIES) and statement in kept_to_fewer(page.record),
    )


def _history(page: RecordPage, statement: Statement, heard: Heard) -> History:
    """What a statement says and said."""
    return History(
        [_standing(page, statement, line, heard) for line in statement.lines],
        [_told(page, statement, one) for one in reversed(statement.entries)],
    )


def _beside(page: RecordPage, heard: Heard) -> list[Beside]:
    """What is said about the statement; whoever reads this opens those entries too."""
    page.looked_at += [entry.id for entry, _ in heard]
    return [
        Beside(
            entry.id,
            said.beside(page.names),
            said.wanted.label,
            f"{entry.happened.say()}. Written down by {signature(page, entry.agency, entry.author)}",
            said.what_next(entry),
        )
        for entry, said in heard
    ]


def statement_of(page: RecordPage, entry: UUID) -> Statement:
    """The statement that an entry belongs to; 404 for what does not exist or may not be known of."""
    if statement := page.record.by_entry.get(entry):
        return statement
    raise Http404


def signature(page: RecordPage, agency: int, practitioner: int) -> str:
    """«Maternity, Ada Hope»."""
    return f"{page.names.agency(agency)}, {page.names.practitioner(practitioner)}"


def _standing(page: RecordPage, statement: Statement, line: Version, heard: Heard) -> Standing:
    return Standing(
        tip=line.tip.id,
        content=line.content.id,
        badges=badges_of(statement, line, heard),
        sentence=line.said.sentence(line.content, page.names) if line.said else "",
        answers=answers_of(line.content, page) if line.said else [],
        withdrawn=line.withdrawn is not None,
        covered=isinstance(line.said, Address) and line.said.covered,
    )


def _told(page: RecordPage, statement: Statement, entry: Entry) -> Told:
    assert entry.recorded_at, "only recorded entries are read"
    before = next((one for one in statement.entries if one.id == entry.replaces), None)
    gives_back = entry.mark is Mark.ERROR and before is not None and before.said is None
    changes = side_by_side(before, entry, page) if before and before.said and entry.said else []
    return Told(
        what="Put back" if gives_back else WHAT_IT_DID[entry.mark],
        signed=signature(page, entry.agency, entry.author),
        recorded=say_moment(entry.recorded_at),
        reason=entry.reason,
        answers=answers_of(entry, page) if entry.said and not changes else [],
        changes=[row for row in changes if row.differ],
    )
