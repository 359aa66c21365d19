"""What the tests of single questions share: a family with services round it, and whether a question is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.gestation import day_of
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.record import Record
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from firsthome.prompts.prompt import Prompt
from tests.written import ASHWIN, EDD, HEALTH_VISITING, LEILA, MATERNITY, SOCIAL_CARE, Written, booked

DAY = timedelta(days=1)
MARCH = date(2025, 3, 3)
"""17 weeks and 6 days."""
BEFORE_BIRTH = day_of(39 * 7, EDD)
AFTER = EDD + 20 * DAY
SERVICES = {1: "maternity", 2: "health_visiting", 3: "childrens_social_care", 4: "police"}
Write = Callable[[Written], object]


class Row(NamedTuple):
    """A question, what raises it, what answers it, and the day on which we look."""

    asked_by: str
    raised: Write
    answered: Write
    on: date = MARCH + 40 * DAY


def worry(topic: Topic, standing: Standing = Standing.KNOWN, **more: object) -> Vulnerability:
    """A vulnerability of which somebody thought what it means now."""
    return Vulnerability(topic=topic, standing=standing, affected_now=AffectedNow.NOT_KNOWN, **more)


def with_services() -> Written:
    """Leila, her baby and the date, with three services round them, and a lead."""
    family = booked()
    day = date(2025, 1, 14)
    family.say(Involvement(agency=MATERNITY, lead=True), day)
    family.say(Involvement(agency=HEALTH_VISITING), day)
    family.say(Involvement(agency=SOCIAL_CARE), day)
    return family


def with_father() -> Written:
    """The same with Ashwin."""
    family = with_services()
    family.say(PersonOnRecord(person=ASHWIN, role=Role.FATHER), date(2025, 1, 14), about=(ASHWIN,))
    return family


def asked(record: Record, on: date) -> list[Prompt]:
    """Everything that is asked on a day."""
    return questions(record, timings(), on, SERVICES)


def names(record: Record, on: date) -> set[str]:
    """The functions whose questions are asked on a day."""
    return {one.asked_by for one in asked(record, on)}


ABOUT_HER = {"about": (LEILA,)}
