"""What the first page of a record says about sharing: what waits to be read, where to share, who is not on it.

Pure but for names that are read already: the page asks the database nothing more for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthome.access.levels import Level
from firsthome.access.permissions import Permission
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.pages.gate import RecordPage
from firsthome.procedures.sharing import sharing
from firsthome.reading.babies import only_losses
from firsthome.reading.requests import to_answer
from firsthome.reading.shares import waiting_for


@dataclass(frozen=True, slots=True)
class SharingOnRecord:
    """What waits for the reader, what they can do, and which services around the family are not on the record."""

    waiting: int
    asked: str
    """By when the reader's agency is to answer what it was asked first; empty if nothing waits."""
    links: list[tuple[str, str]]
    not_on_it: list[tuple[int, str]]


PAGES = (
    (Permission.READ_RECORD, "who_was_told", "Who was told what"),
    (Permission.SHARE_ENTRIES, "share", "Share entries, or decide not to"),
    (Permission.ASK_INFORMATION, "ask_information", "Ask an agency for information"),
    (Permission.ASK_INFORMATION, "ask_outside", "Ask somebody without an account"),
    (Permission.RESTRICT_ENTRIES, "restrict", "Keep entries to fewer people"),
    (Permission.RESTRICT_ENTRIES, "release", "Open to more people again"),
    (Permission.PREVIEW_AS, "preview_as", "Preview as somebody else"),
)


def sharing_of(page: RecordPage) -> SharingOnRecord:
    """For this page's reader."""
    waiting = waiting_for(page.record, page.reader.agency, page.reader.practitioner)
    reference = page.found.reference
    asked = to_answer(page.record, page.reader.agency) if page.may(Permission.ASK_INFORMATION) else []
    return SharingOnRecord(
        waiting=len(waiting) if page.may(Permission.ADD_ENTRY) else 0,
        asked=say_day(asked[0].said.due) if asked else "",
        links=[(address(name, reference=reference), words) for who, name, words in PAGES if page.may(who)],
        not_on_it=_not_on_it(page),
    )


def _not_on_it(page: RecordPage) -> list[tuple[int, str]]:
    """Services that are usually around a pregnancy and not involved here, as far as a reader with full access sees.

    It says nothing about care: they may know the family well. Source: issue 4, section 2; safety rule 9.
    """
    if page.found.level < Level.FULL or only_losses(page.record):
        return []
    usual = sharing().around_a_pregnancy.usual
    involved = {
        said.agency for _, said in page.record.involvements if said.ends is None or said.ends >= page.today
    }
    missing = [one for one, code in page.names.codes.items() if usual(code) and one not in involved]
    return sorted(((one, page.names.agency(one)) for one in missing), key=lambda one: one[1])
