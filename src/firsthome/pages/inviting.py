"""Who can be chosen for a meeting: practitioners who read the record, and those of the network who may be invited."""

from __future__ import annotations

from firsthome.access.directory import Directory
from firsthome.kinds.network_member import Invited, NetworkMember
from firsthome.kinds.planning import Meeting
from firsthome.kit.form_fields import Option
from firsthome.pages.gate import RecordPage
from firsthome.record.exclude import may_be_invited


def invited_options(page: RecordPage, found: Directory, before: Meeting | None) -> dict[str, list[Option]]:
    """For each question about whom to invite, who is offered; whoever was invited already stays."""
    there = may_be_invited(page.found.id)
    named = before.practitioners if before else ()
    offered = [
        Option(str(one.practitioner), f"{one.name}, {one.agency}", one.practitioner)
        for one in found.colleagues
        if one.practitioner in there or one.practitioner in named
    ]
    listed = {one.answer for one in offered}
    offered += [Option(str(who), page.names.practitioner(who), who) for who in named if who not in listed]
    return {"practitioners": offered, "family_invited": _family(page, before)}


def _family(page: RecordPage, before: Meeting | None) -> list[Option]:
    """Everybody on the record but the babies and those who must not be invited."""
    kept_away = {said.person for _, said in page.record.of(NetworkMember) if said.invited is Invited.NOT}
    named = before.family_invited if before else ()
    return [
        Option(str(person), page.names.person(person), person)
        for person in page.record.people
        if person in named or person not in (*kept_away, *page.record.babies)
    ]
