"""Every meeting about a family: before it, who was there, what each agency told, what was decided, and who has read it.

The restricted part stands here for those alone who may read it, marked as never for the parents' copy. Minutes that
are locked are added to. Source: domain facts, 7.12; hazards 8, 16 and 18; safety rule 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.meeting import MeetingPart, ParentsCopy, ToldWhen
from firsthome.kinds.planning import Action
from firsthome.kinds.record import Statement
from firsthome.kit.addresses import address
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.notes import Note
from firsthome.reading.meeting_facts import Circle, Group, groups
from firsthome.reading.meetings import Met, meetings
from firsthome.record.approved import in_force


@dataclass(frozen=True, slots=True)
class Told:
    """What one agency told, and where it stands."""

    whose: str
    words: str
    not_known: str
    never: bool
    """Whether it is restricted: never in the parents' copy."""
    signed: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Shown:
    """One meeting as its reader sees it."""

    heading: str
    what_for: str
    groups: list[Group]
    reports: list[Told]
    told: list[Told]
    added: list[Told]
    actions: list[Note]
    locked: bool
    signed: str
    entry: UUID
    tell: str
    """Where an agency writes its report, what it told, or an addition."""
    act: str
    """Where an action is written down as it is agreed."""
    change: str
    circulate: str
    minutes: str
    """Where the minutes are as a document; empty before there are any."""


@record_page(Permission.READ_RECORD, prints=True)
def meetings_held(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The latest first, and what is still to come before it."""
    shown = [
        _shown(page, one) for one in meetings(page.record, in_force(page.reader, "meetings", page.today))
    ]
    for one in shown:
        page.looked_at += [one.entry, *(told.entry for told in (*one.reports, *one.told, *one.added))]
    return show(
        request,
        "meetings_held",
        page=page,
        meetings=shown,
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper,
        may_copy=page.may(Permission.MAKE_COPY) and not page.paper,
        may_give=page.may(Permission.PREVIEW_AS) and not page.paper,
    )


def _shown(page: RecordPage, met: Met) -> Shown:
    content, reference = met.statement.current.content, page.found.reference
    tell = address("add_entry", reference=reference, kind=MeetingPart.kind)
    change = address("correct_entry", reference=reference, entry=met.statement.current.tip.id)
    minutes = address("plan_document", reference=reference, document="minutes")
    return Shown(
        heading=f"{met.said.type.rstrip('.')}: {content.happened.say()}",
        what_for=met.sort.what_for if met.sort else "",
        groups=groups(Circle(page.record, page.names, page.names.codes, page.today), met),
        reports=[_told(page, *one) for one in met.told(ToldWhen.REPORT)],
        told=[_told(page, *one) for one in met.told(ToldWhen.THERE)],
        added=[_told(page, *one) for one in met.told(ToldWhen.ADDED)],
        actions=[_action(page, *each) for each in met.actions],
        locked=met.said.locked,
        signed=signature(page, content),
        entry=content.id,
        tell=f"{tell}?{urlencode({'meeting': content.id})}",
        act=f"{address('add_entry', reference=reference, kind=Action.kind)}?{urlencode({'meeting': content.id})}",
        change=f"{change}?mark=update" if page.may(Permission.CORRECT_ENTRY) else "",
        circulate=f"{address('share', reference=reference)}?entry={content.id}"
        if page.may(Permission.SHARE_ENTRIES) and met.said.minutes
        else "",
        minutes=f"{minutes}?meeting={content.id}" if met.said.minutes or met.said.decision else "",
    )


def _action(page: RecordPage, one: Statement, said: Action) -> Note:
    content = one.current.content
    return Note(said.sentence(content, page.names), "", content.id)


def _told(page: RecordPage, one: Statement, said: MeetingPart) -> Told:
    content = one.current.content
    return Told(
        said.whose(content, page.names),
        said.words,
        said.not_known,
        said.copy_for_parents is ParentsCopy.NEVER,
        signature(page, content),
        content.id,
    )
