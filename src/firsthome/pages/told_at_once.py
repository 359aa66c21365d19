"""Who learns at once that something was recorded, because they have to do something: never what it says.

Only those who may read it are told; a notice names nobody. Source: hazard 16 («shared» is not «read»); safety rule 2.
"""

from __future__ import annotations

from firsthome.kinds.challenge import Challenge
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.missing_alert import MissingAlert
from firsthome.kinds.planning import Meeting
from firsthome.kinds.referral import Referral
from firsthome.kinds.subject_request import SubjectRequest
from firsthome.kit.addresses import address
from firsthome.pages.gate import RecordPage
from firsthome.record.named_in_error import tell_who_received
from firsthome.record.notices import (
    AN_ALERT,
    STOOD_DOWN,
    YOU_ANSWER,
    YOU_ARE_ASKED,
    YOU_ARE_INVITED,
    tell_agencies,
    tell_both_leads,
    tell_practitioners,
)


def tell_those_concerned(page: RecordPage, entry: Entry) -> None:
    """Word of one entry that was just added, for whoever goes on from it."""
    record, reference = page.found.id, page.found.reference
    match entry.said:
        case SubjectRequest() as said:
            opens = address("subject_request", reference=reference, asked=entry.id)
            elsewhere = tuple(said.answers)
            tell_practitioners(elsewhere, YOU_ANSWER, record, reference, opens, page.reader, own_agency=False)
        case Challenge() as said:
            tell_both_leads(entry, said, record, reference, address("help_asked", reference=reference))
        case Referral(to=int() as agency) if entry.mark is None:
            opens = address("help_asked", reference=reference)
            tell_agencies(entry, {agency}, YOU_ARE_ASKED, record, reference, opens)
        case MissingAlert() as said:
            what, agencies = (
                STOOD_DOWN if said.stood_down else AN_ALERT,
                set(said.agencies) - {page.reader.agency},
            )
            opens = address("flags", reference=reference)
            tell_agencies(_as_read(page, entry), agencies, what, record, reference, opens)
        case Meeting() as said:
            newly = tuple(set(said.practitioners) - _invited_before(page, entry) - {page.reader.practitioner})
            opens = address("meetings_held", reference=reference)
            tell_practitioners(newly, YOU_ARE_INVITED, record, reference, opens, page.reader)
        case None if entry.kind == PersonOnRecord.kind and entry.mark is Mark.ERROR:
            _tell_who_received(page, entry)


def _as_read(page: RecordPage, entry: Entry) -> Entry:
    """The entry for whoever reads what it changes: a change reaches whomever its statement reaches."""
    statement = page.record.by_entry.get(entry.replaces) if entry.replaces else None
    return entry._replace(audience=statement.entries[0].audience) if statement else entry


def _invited_before(page: RecordPage, entry: Entry) -> set[int]:
    """Whoever an earlier version of a meeting invites: they know already."""
    statement = page.record.by_entry.get(entry.replaces) if entry.replaces else None
    versions = statement.entries if statement else ()
    return {who for one in versions if isinstance(one.said, Meeting) for who in one.said.practitioners}


def _tell_who_received(page: RecordPage, entry: Entry) -> None:
    """Somebody was named in error: whoever was given anything about them learns it at once."""
    statement = page.record.by_entry[entry.replaces] if entry.replaces else None
    said = statement.current.content.said if statement and not statement.withdrawn else None
    if isinstance(said, PersonOnRecord):
        reference = page.found.reference
        tell_who_received(page.found.id, said.person, reference, address("family", reference=reference))
