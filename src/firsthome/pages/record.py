"""The record's first page: the whole case on one screen, and what changed since its reader last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from firsthome.access.permissions import Permission
from firsthome.audit.visits import ONE_VISIT, last_visit
from firsthome.kinds.record import Statement
from firsthome.kinds.registry import kinds
from firsthome.kit.dates import say_moment
from firsthome.pages.chronology import signature
from firsthome.pages.exclusions import exceptions_of
from firsthome.pages.filters import FOLDED
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.notes import Note
from firsthome.pages.outline import outline
from firsthome.pages.overview import LENGTH, overview
from firsthome.pages.pictures.svg import cut
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.sharing_on_record import sharing_of
from firsthome.reading.closed import closed
from firsthome.reading.moves import under_way
from firsthome.reading.overview import changed_since

NEWS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class News:
    """What others added or changed since the reader's last visit; `since` is empty on the first one."""

    since: str
    notes: list[Note]
    more: bool


@record_page(Permission.KNOW_OF_RECORD, prints=True)
def record(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """One pregnancy, as far as this reader may see it; without any entry, whom to ring."""
    if not page.may(Permission.READ_RECORD):
        return outline(request, page)
    return show(
        request,
        "record",
        page=page,
        view=overview(page),
        safe=safe_contact_of(page),
        news=None if page.paper else news(page),
        sharing=sharing_of(page),
        may_see_looks=page.may(Permission.SEE_LOOKS),
        exceptions=exceptions_of(page),
        may_see_access=page.may(Permission.SEE_ACCESS),
        closed=closed(page.record),
        may_close=page.may(Permission.CLOSE_RECORD),
        move=under_way(page.record),
        may_move=page.may(Permission.MOVE_RECORD),
    )


def news(page: RecordPage) -> News:
    """What others added or changed since this reader was last here, the latest first."""
    reader = page.reader.practitioner
    since = _last_visit(page)
    changed = [one for one in changed_since(page.record, since, reader) if since or one.kind not in FOLDED]
    notes = [_note(page, statement) for statement in changed[:NEWS_SHOWN]]
    return News(say_moment(since) if since else "", notes, len(changed) > NEWS_SHOWN)


def _last_visit(page: RecordPage) -> datetime | None:
    """When this reader last looked, before this visit."""
    visit = last_visit(page.reader.practitioner, page.found.id)
    if visit is None:
        return None
    return visit.latest if timezone.now() - visit.latest > ONE_VISIT else visit.before


def _note(page: RecordPage, statement: Statement) -> Note:
    """«Contact, changed: Home visit attended. … Maternity, Ada Hope.»"""
    line = statement.current
    changed = ", changed" if len(statement.entries) > 1 else ""
    words = line.said.sentence(line.content, page.names) if line.said else "Taken back."
    head = f"{kinds()[statement.kind].title}{changed}, {line.content.happened.say()}"
    return Note(head, f"{cut(words, LENGTH)} {signature(page, line.tip)}", line.tip.id)
