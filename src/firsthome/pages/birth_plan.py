"""The birth and the way home: the birth plan that holds, who is kept away, who holds a copy, and the discharge plan.

Source: domain facts, 1.6 and 7.11; hazards 15 and 24.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.discharge_plan import DischargePlan
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.plan_version import Team
from firsthome.kinds.record import Statement
from firsthome.pages.copies_held import Copy, copies
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.plan import Part, signed
from firsthome.reading.babies import only_losses
from firsthome.reading.copies import latest_birth_plan, missing, version_of


@dataclass(frozen=True, slots=True)
class Birth:
    """The birth plan that holds, in words."""

    version: int
    part: Part
    content: UUID
    asked: str
    """What it was asked with; empty where that is not kept."""
    copies: list[Copy]
    missing: list[Team]


@record_page(Permission.READ_RECORD, prints=True)
def birth_plan(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """All of it, as far as this reader may see it."""
    found = latest_birth_plan(page.record)
    away = [_away(page, one, said) for one, said in page.record.of(KeptAway)]
    home = [_home(page, one, said) for one, said in page.record.of(DischargePlan)]
    birth = _birth(page, *found) if found else None
    lost = only_losses(page.record)
    page.looked_at += [one.signed.entry for one in [*away, *home]] + ([birth.content] if birth else [])
    return show(
        request,
        "birth_plan",
        page=page,
        birth=birth,
        lost=lost,
        away=away,
        home=home,
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper and not lost,
        may_copy=page.may(Permission.MAKE_COPY) and not page.paper,
    )


def _birth(page: RecordPage, statement: Statement, said: BirthPlan) -> Birth:
    facts = [(what, words) for what, words in said.facts(page.names).items() if words]
    return Birth(
        version_of(statement),
        Part("", facts, signed(page, statement)),
        statement.current.content.id,
        str(said.as_asked) if said.as_asked else "",
        copies(page, statement),
        missing(page.record, statement),
    )


def _away(page: RecordPage, statement: Statement, said: KeptAway) -> Part:
    facts = [("On what basis", said.basis_words()), ("Why", said.why.strip()), ("Told by", said.told_words())]
    return Part(said.who(page.names), [one for one in facts if one[1]], signed(page, statement))


def _home(page: RecordPage, statement: Statement, said: DischargePlan) -> Part:
    facts = [(what, words) for what, words in said.facts(page.names).items() if words]
    return Part("", facts, signed(page, statement))
