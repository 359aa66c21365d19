"""One request in front of whoever answers it for their agency: what was found, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn
from uuid import UUID

from django.http import Http404

from firsthome.access.agreements import agreement_of
from firsthome.access.directory import directory, leads
from firsthome.access.levels import Level
from firsthome.access.permissions import Permission
from firsthome.exchange.documents.subject_items import Gathering, Item, holders
from firsthome.exchange.documents.subject_pack import GOES_IN, Cover, Looked, Pack, looked_at, make
from firsthome.kinds.entry import Entry
from firsthome.kinds.handling import Use
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.subject_answer import SubjectPack, SubjectPackGiven, SubjectReview
from firsthome.kinds.subject_request import Asks, SubjectRequest
from firsthome.pages.gate import RecordPage
from firsthome.procedures.rights import rights
from firsthome.reading.handling import to_ask_first
from firsthome.record.addresses import words_never_on_paper
from firsthome.record.exclude import exclusions_of
from firsthome.record.read import open_part, read


@dataclass(frozen=True)
class Answering:
    """A request, and where the reader's own agency stands with it."""

    page: RecordPage
    record: Record
    request: Statement
    said: SubjectRequest
    gathering: Gathering
    looked: list[Looked]
    """Each entry that was found, with the review that holds for it."""

    @property
    def open(self) -> list[Looked]:
        """What nobody has looked at, or what says something else since."""
        return [one for one in self.looked if one.review is None]

    @property
    def among_many(self) -> list[Looked]:
        """What is still open and holds nothing to look at closely."""
        return [one for one in self.open if not one.item.closely]

    @property
    def begins(self) -> date:
        """From when the time to answer runs."""
        return self.said.begins(self.request.entries[0].learned_on())

    @property
    def due(self) -> date:
        """By when it is answered."""
        return rights().clock.due(self.begins, extended=bool(self.said.extended))

    def item(self, id_: UUID) -> Looked:
        """One of what was found; 404 for anything else."""
        return next((one for one in self.looked if one.item.id == id_), None) or _gone()

    def missing(self, item: Item) -> list[Origin]:
        """Whose answer is missing before an item can go out of the house."""
        return [
            origin
            for use in (Use.SHARE, Use.PRINT)
            for origin in to_ask_first(self.record, [item.id], use, self.page.today)
        ]

    def goes_in(self) -> list[Item]:
        """What the answer holds, all of it or in part."""
        return [one.item for one in self.looked if one.review and one.review.verdict in GOES_IN]

    def pack(self, day: date) -> Pack:
        """The answer, as it would be made on a day."""
        names, agency = self.page.names, self.page.reader.agency
        themselves = self.said.asks_for is Asks.SELF
        person, ring = names.person(self.said.person), names.ring.get(agency, "")
        return make(self.looked, Cover(person, themselves, names.agency(agency), ring, day), rights())

    def packs(self) -> list[tuple[Entry, SubjectPack, list[SubjectPackGiven]]]:
        """The answers that this agency has made, each with its handing over."""
        found = []
        for statement, pack in self.record.of(SubjectPack):
            entry = statement.current.content
            ours = entry.agency == self.page.reader.agency
            if ours and self.record.by_entry.get(pack.request) is self.request:
                given = [one for _, one in self.record.of(SubjectPackGiven) if one.pack == entry.id]
                found.append((entry, pack, given))
        return found


def answering(page: RecordPage, request: UUID, as_of: datetime | None = None) -> Answering:
    """A request as its reader sees it, now or as it stood at a moment; 404 where they may not know of it."""
    record = read(page.found, page.reader, as_of) if as_of else page.record
    statement = record.by_entry.get(request) or _gone()
    said = statement.current.said
    if not isinstance(said, SubjectRequest):
        raise Http404
    page.looked_at += [entry.id for entry in statement.entries]
    page.also_named |= set(said.answers)
    gathering = Gathering(
        record=record,
        person=said.person,
        agency=page.reader.agency,
        names=page.names,
        lies_open=_lies_open(page, record),
        kept_out=_kept_out(page),
        addresses=words_never_on_paper(page.found),
    )
    looked = looked_at(gathering.items(), _reviews(page, record, statement))
    return Answering(page, record, statement, said, gathering, looked)


def _reviews(page: RecordPage, record: Record, request: Statement) -> list[tuple[Entry, SubjectReview]]:
    """What this agency decided for this request, in the order in which it was recorded."""
    found = ((statement.current.content, said) for statement, said in record.of(SubjectReview))
    return [
        (entry, said)
        for entry, said in found
        if entry.agency == page.reader.agency and record.by_entry.get(said.request) is request
    ]


def _lies_open(page: RecordPage, record: Record) -> set[UUID]:
    """What everyone with full access may read; for those with less, what their agency wrote for everyone."""
    if page.found.level >= Level.FULL:
        return {one.id for one in open_part(page.found, record).statements}
    return {one.id for one in record.statements if one.entries[0].audience.everyone}


def _kept_out(page: RecordPage) -> tuple[str, ...]:
    """Names of those who are kept out of the record, for leads who may know them."""
    if not page.may(Permission.EXCLUDE):
        return ()
    return tuple(one.name for one in exclusions_of(page.found.id, page.reader))


@dataclass(frozen=True, slots=True)
class Controller:
    """An agency that answers for what it wrote, and who does it there."""

    name: str
    lead: str
    contact: str


def controllers(one: Answering) -> list[Controller]:
    """Every agency that, as far as its reader can see, holds entries about this person, and who answers there."""
    page = one.page
    named = {
        lead.agency: lead.name
        for lead in leads(page.reader.partnership)
        if lead.practitioner in one.said.answers
    }
    holding = holders(one.record, one.said.person) | {page.reader.agency}
    called = {id_: name for id_, name, _ in directory(page.reader.partnership).agencies}
    return [
        Controller(name, named.get(name, ""), "" if name in named else agreement_of(id_).controller_contact)
        for id_, name in called.items()
        if id_ in holding or name in named
    ]


def _gone() -> NoReturn:
    raise Http404
