"""What others outside this record see or were told: the national flag, alerts, and that pre-proceedings were begun.

Each says where it is really kept: nothing here sets a flag, sends an alert or is a second record of a step that the
law asks for. What was kept to fewer people stands here only for them. Source: domain facts, 1.10, 3.3 to 3.5; rule 13.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Said
from firsthome.kinds.event import Event
from firsthome.kinds.milestone import MilestoneReached, Reached, milestone_called
from firsthome.kinds.missing_alert import MissingAlert
from firsthome.kinds.national_flag import FlagState, NationalFlag
from firsthome.kinds.planning import Meeting
from firsthome.kinds.pre_proceedings import PreProceedings
from firsthome.kinds.record import Statement
from firsthome.kinds.record_of_truth import place
from firsthome.kinds.referral import Decision, ReferralReceived
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One flag, alert or step: what it is, how it stands, and where to say that it has changed."""

    heading: str
    facts: Facts
    signed: str
    entry: UUID
    change: str
    action: str = ""


@record_page(Permission.READ_RECORD, prints=True)
def flags(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Everything of it that this reader may see."""
    found: dict[str, Any] = {
        "national": [_flag(page, *one) for one in page.record.of(NationalFlag)],
        "alerts": [_alert(page, *one) for one in page.record.of(MissingAlert)],
        "before_court": [_pre_proceedings(page, *one) for one in page.record.of(PreProceedings)],
        "elsewhere": list(_elsewhere(page)),
    }
    page.looked_at += [one.entry for group in found.values() for one in group]
    may_add = page.may(Permission.ADD_ENTRY) and not page.paper
    return show(request, "flags", page=page, may_add=may_add, **found)


def _flag(page: RecordPage, one: Statement, said: NationalFlag) -> Standing:
    facts = [("On whose NHS number", said.on_whom.label), ("By", said.by)]
    set_ = said.state is FlagState.SET
    return _standing(
        page, one, f"{said.state.label}: {_when(one)}", facts, "Say that it was ended" if set_ else ""
    )


def _alert(page: RecordPage, one: Statement, said: MissingAlert) -> Standing:
    past = said.waits_until and said.waits_until < page.today
    ends = f"{say_day(said.expires)}{': that day has passed' if past else ''}" if said.expires else ""
    facts = [
        ("Grounds", "; ".join(ground.label for ground in said.grounds)),
        ("Why", said.why),
        ("Who was told", said.told(page.names)),
        ("Whoever meets her", said.if_met),
        ("Ends", "" if said.stood_down else ends),
        ("Stood down", f"{say_day(said.stood_down)}: {said.stood_down_why}" if said.stood_down else ""),
    ]
    action = "" if said.stood_down else "Renew it, or say that it was stood down"
    return _standing(page, one, f"{said.about.label}: {_when(one)}", facts, action)


def _pre_proceedings(page: RecordPage, one: Statement, said: PreProceedings) -> Standing:
    facts = [
        ("When", _when(one)),
        ("Where it is held", said.held),
        ("Family group decision-making", said.family_meeting.label),
    ]
    return _standing(page, one, said.done.label, facts, "Say what has changed")


def _elsewhere(page: RecordPage) -> Iterator[Standing]:
    """Steps of which the record of truth is another system: done, when, what was decided, and where it is kept."""
    steps: Iterable[tuple[Statement, Said, str, str, str]] = [
        *((one, said, "Referral received", "", place(said.in_system, said.under))
          for one, said in page.record.of(ReferralReceived)),
        *((one, said, "Decision", said.decision, place(said.in_system, said.under))
          for one, said in page.record.of(Decision)),
        *((one, said, said.type, said.decision, place(said.in_system, said.under))
          for one, said in page.record.of(Meeting)),
        *((one, said, said.type.label, said.account, place(said.in_system, said.under))
          for one, said in page.record.of(Event)),
        *((one, said, milestone_called(said.milestone), said.outcome, said.where)
          for one, said in page.record.of(MilestoneReached) if said.reached is Reached.ELSEWHERE),
    ]  # fmt: skip
    kept = [step for step in steps if step[4].strip()]
    for one, _, what, decided, where in sorted(
        kept, key=lambda step: page.record.day_for_order(step[0].current.content)
    ):
        facts = [("Done", _when(one)), ("What was decided", decided), ("Record of truth", where)]
        yield _standing(page, one, what.rstrip("."), facts)


def _standing(page: RecordPage, one: Statement, heading: str, facts: Facts, action: str = "") -> Standing:
    change = address("correct_entry", reference=page.found.reference, entry=one.current.tip.id)
    content = one.current.content
    return Standing(
        heading,
        [fact for fact in facts if fact[1].strip()],
        signature(page, content),
        content.id,
        f"{change}?mark=update" if action and page.may(Permission.CORRECT_ENTRY) else "",
        action,
    )


def _when(one: Statement) -> str:
    return one.current.content.happened.say()
