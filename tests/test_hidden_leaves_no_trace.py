"""Two worlds that differ only in what is hidden from somebody: every page answers them with the same bytes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import get_resolver, reverse

from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.requests import InformationRequest
from firsthome.kinds.sharing import Restrict, Share
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.record.exclude import exclude
from tests.ledger_world import begin_family, new_person, only
from tests.test_pages_reading import _queries
from tests.world import signed_in

OF_THE_MOMENT = re.compile(
    r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"|name="(entry|author|carried|opening)" value="[^"]+"'
    r'|value="[\w-]+:[\w-]+:[\w-]+"|\d+ \w+ \d{4} at \d\d:\d\d'
)
"""What differs from one answer to the next: tokens, ids of entries to come, and the clock."""
NEW_EACH_TIME = "add_app"
"""A page about the reader's own sign-in, which draws a new secret."""


@pytest.fixture
def family(stage):
    """A family of its own: a GP only knows of it, and one midwife is kept out."""
    family = begin_family(stage.world)
    family.add(stage.world.ada, Involvement(agency=stage.edge.gus.agency, level=Level.PRESENCE))
    exclude(family.record, stage.edge.ned.practitioner, "A neighbour", stage.world.ann)
    return family


def hidden_things(stage, family):
    """One of nearly every kind, each kept to maternity; each would move a page if it were seen."""
    father = new_person("Hidden Father")
    event = family.add(stage.world.ada, Event(account="Hidden event."), audience=only(stage.world.ada.agency))
    said = [
        Contact(outcome=ContactOutcome.ATTENDED, account="Hidden contact.", next_date=date(2031, 1, 1)),
        Contact(outcome=ContactOutcome.NOT_ATTENDED, account="Hidden miss."),
        Vulnerability(
            topic=Topic.DOMESTIC_ABUSE,
            standing=Standing.KNOWN,
            affected_now=AffectedNow.YES,
            protective="Hidden strength.",
        ),
        PersonOnRecord(person=father, role=Role.FATHER),
        Pregnancy(edd=date(2030, 5, 5)),
        Meeting(type="Hidden meeting", next_date=date(2031, 1, 1)),
        Plan(goals="Hidden plan"),
        Action(what="Hidden action", due=date(2020, 1, 1)),
        Decision(decision="Hidden decision", why="Hidden", not_known="Hidden gap"),
        Referral(to=stage.world.cat.agency, why="Hidden referral"),
        Analysis(opinion="Hidden opinion", rests_on=(event.id,)),
        Outcome(result=Result.LIVE_BIRTH),
        Restrict(entries=(event.id,), agencies=(stage.world.ada.agency,), why="Hidden"),
        Share(entries=(event.id,), practitioners=(stage.world.ann.practitioner,), purpose="Hidden"),
    ]
    for one in said:
        family.add(
            stage.world.ada,
            one,
            audience=only(stage.world.ada.agency),
            happened=When.on(date(2025, 5, 1)),
        )

    asked = InformationRequest(
        agency=stage.world.cat.agency, what="Hidden ask", why="Hidden", due=date(2020, 1, 1)
    )
    family.add(stage.world.ada, asked, audience=only(stage.world.ada.agency, stage.world.cat.agency))


def every_page(family, reader):
    """What each address about this family answers, and the lists."""
    browser = signed_in(reader)
    parts = {"reference": family.reference, "entry": family.first.id, "kind": "event"}
    answers = {}
    for pattern in get_resolver().url_patterns[0].url_patterns:
        asked = pattern.pattern.converters
        if set(asked) <= set(parts) and pattern.name != NEW_EACH_TIME:
            address = reverse(pattern.name, kwargs={name: parts[name] for name in asked})
            answers[pattern.name] = _seen(browser, address)
    for query in ("caseload?order=due", "caseload?order=next", "caseload?find=hidden"):
        answers[query] = _seen(browser, f"/{query}")
    answers["filtered"] = _seen(
        browser, f"/records/{family.reference}/chronology?kind=vulnerability&more=yes"
    )
    return answers


def _seen(browser, address):
    answer = browser.get(address)
    return answer.status_code, OF_THE_MOMENT.sub("", answer.content.decode(errors="replace"))


READERS = {
    "a health visitor with full access": lambda stage: stage.world.ben,
    "a police officer who contributes": lambda stage: stage.world.dan,
    "a GP who only knows that": lambda stage: stage.edge.gus,
    "a colleague kept out": lambda stage: stage.edge.ned,
}


@pytest.mark.parametrize("who", READERS)
def test_what_is_kept_from_them_changes_no_page_no_list_and_no_order(who, stage, family):
    reader = READERS[who](stage)
    family.add(stage.world.ada, Event(account="Seen by those with full access."))
    every_page(family, reader)
    before = every_page(family, reader)
    hidden_things(stage, family)
    after = every_page(family, reader)
    differ = [name for name in before if before[name] != after[name]]
    assert not differ, {name: _first_difference(before[name][1], after[name][1]) for name in differ}
    assert not any("Hidden" in page for _, page in after.values())


def _first_difference(one, other):
    place = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one[max(0, place - 80) : place + 120], other[max(0, place - 80) : place + 120]


def test_what_is_not_there_and_what_is_not_for_you_ask_the_database_the_same(stage, family):
    for somebody in (stage.world.eve, stage.world.fay):
        hidden = _asked(somebody, f"/records/{family.reference}/")
        missing = _asked(somebody, "/records/2222-2222/")
        assert hidden == missing


def _asked(reader, path):
    return [re.sub(r"'[^']*'", "?", sql) for sql in _queries(signed_in(reader), path, 404)]
