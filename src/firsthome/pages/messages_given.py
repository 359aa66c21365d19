"""Which message reached which parent or carer, from whom, and whether it was understood; and where services differ.

Source: briefing, section 04; feature row 16. An empty place says that nothing is recorded here, and no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.pages.choices import title_of
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.safe_contact import adjustments
from firsthome.procedures.messages import Topic, messages
from firsthome.reading import messages as reading
from firsthome.reading.babies import only_losses
from firsthome.reading.messages import Conflict, Given


@dataclass(frozen=True, slots=True)
class Told:
    """One message given, in a line."""

    words: str
    understood: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Cell:
    """One message and one carer: what was given, and where to write it down."""

    who: str
    told: list[Told]
    add: str
    missing: str


@dataclass(frozen=True, slots=True)
class Row:
    """One message with every carer."""

    title: str
    topic: Topic | None
    checked: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Differs:
    """A message that services gave differently, in words."""

    title: str
    lines: list[Told]
    heard: list[Told]


@record_page(Permission.READ_RECORD)
def messages_given(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """First where services differ, then every message with every carer."""
    topics, carers = messages(), reading.carers(page.record)
    given = reading.given(page.record)
    gaps = {(gap.topic, gap.person) for gap in reading.messages_gaps(page.record, topics)}
    offered = reading.still_offered(page.record, topics)
    keys = dict.fromkeys([*offered, *(one.said.topic for one in given)])
    page.looked_at += [one.statement.current.content.id for one in given]
    return show(
        request,
        "messages_given",
        page=page,
        carers=[page.names.person(person) for person in carers],
        rows=[_row(page, key, carers, given, gaps) for key in keys],
        conflicts=[
            _differs(page, one) for one in reading.messages_conflicts(page.record) if one.topic in offered
        ],
        lost=only_losses(page.record),
        care=reading.abuse_is_suspected(page.record),
        adjustments=adjustments(page),
        may_add=page.may(Permission.ADD_ENTRY),
    )


def _row(
    page: RecordPage, key: str, carers: list[UUID], given: list[Given], gaps: set[tuple[str, UUID]]
) -> Row:
    topic = messages().get(key)
    return Row(
        title=title_of(key, "message_topic"),
        topic=topic,
        checked=f"link opened on {say_day(topic.checked)}"
        if topic and topic.checked
        else "link not checked yet",
        cells=[_cell(page, key, person, given, missing=(key, person) in gaps) for person in carers],
    )


def _cell(page: RecordPage, key: str, person: UUID, given: list[Given], *, missing: bool) -> Cell:
    """A link to write it down stands only where it is missing: nothing else asks for more."""
    told = [_told(page, one) for one in given if (one.said.topic, one.said.person) == (key, person)]
    add = address("add_entry", reference=page.found.reference, kind="message")
    return Cell(
        who=page.names.person(person),
        told=told,
        add=f"{add}?{urlencode({'topic': key, 'person': person})}" if missing else "",
        missing="" if told else "Nothing recorded here yet",
    )


def _told(page: RecordPage, one: Given) -> Told:
    content, said = one.statement.current.content, one.said
    version = f" ({said.version})" if said.version else ""
    back = f" “{said.said_back.strip()}”" if said.said_back.strip() else ""
    return Told(
        f"{page.names.agency(one.agency)}, {content.happened.say()}{version}",
        f"Understood: {said.understood.within()}.{back}",
        one.statement.current.tip.id,
    )


def _differs(page: RecordPage, one: Conflict) -> Differs:
    heard = [
        Told(
            f"{page.names.person(each.said.person)} had heard: {each.said.heard_differently}",
            "",
            each.statement.current.tip.id,
        )
        for each in one.given
        if each.said.heard_differently
    ]
    lines = [
        Told(
            f"{page.names.agency(each.agency)}: {each.said.version}",
            f"to {page.names.person(each.said.person)}, {each.statement.current.content.happened.say()}",
            each.statement.current.tip.id,
        )
        for each in one.given
        if one.versions and each.said.version
    ]
    return Differs(title_of(one.topic, "message_topic"), lines, heard)
