"""Who holds a copy of a plan and has read it, and which copies are old: in words, for the pages of both plans."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from firsthome.kinds.record import Statement
from firsthome.pages.chronology import signature
from firsthome.pages.gate import RecordPage
from firsthome.reading.copies import Held, held


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: who holds it, what is known of it being read, and whether it is an old one."""

    who: str
    read: str
    old: bool
    signed: str
    entry: UUID


def copies(page: RecordPage, statement: Statement, *, superseded: bool = False) -> list[Copy]:
    """Every copy of this plan that somebody holds; all of them are old where a later plan took its place."""
    return [_copy(page, one, superseded=superseded) for one in held(page.record, statement)]


def _copy(page: RecordPage, one: Held, *, superseded: bool) -> Copy:
    content, said = one.statement.current.content, one.said
    read = (
        f"Read by {said.read_by.strip()}"
        if said.read_by.strip()
        else "Nobody there has said that they read it"
    )
    kept = f"kept: {said.kept_at.strip()}" if said.kept_at.strip() else ""
    return Copy(
        who=said.called,
        read=", ".join(filter(None, [read, content.happened.say(), kept])),
        old=one.old or superseded,
        signed=signature(page, content),
        entry=one.statement.current.tip.id,
    )
