"""Two worlds that differ only in what is hidden from somebody: every page answers them with the same bytes."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest

from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.concern import Concern
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.contact_details import ContactDetails
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.identity import AlsoCalled, Identity, NameSort
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.network_member import NetworkMember
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.requests import InformationRequest
from firsthome.kinds.sharing import Restrict, Share
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.kit.dates import Span
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.exclude import exclude
from firsthome.record.restricted import restrict_record
from tests.addresses import about_a_record, address, names, subjects
from tests.ledger_world import begin_family, new_person, only
from tests.test_pages_reading import _queries
from tests.world import signed_in

OF_THE_MOMENT = re.compile(
    r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"|name="(entry|author|carried|opening)" value="[^"]+"'
    r'|value="[\w-]+:[\w-]+:[\w-]+"|\d+ \w+( \d{4})? at \d\d:\d\d'
)
"""What differs from one answer to the next: tokens, ids of entries to come, and the clock."""
NOT_ABOUT_FAMILIES = {"add_app", "agency_sign_in_go"}
"""A secret drawn anew each time, and the way to another site."""
SENT = {"outcome": "nothing that there is", "entry": "no id", "mark": "correction", "step": "check"}
"""A form that no page takes: it comes back with what to do, and nothing is added."""


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
        FatherOrPartner(person=family.mother, views="Hidden view", contact_risks="Hidden danger"),
        NetworkMember(person=family.mother, seen="Hidden sight"),
        Concern(words="Hidden call"),
        AlsoCalled(person=family.mother, name="Zebedee Secret", sort=NameSort.ALIAS),
        Identity(
            person=family.mother, nhs_number="9434765919", born=Span(date(1999, 3, 27), date(1999, 3, 27))
        ),
        ContactDetails(person=family.mother, phone="07700 900 321"),
        Address(
            person=family.mother, standing=AddressStanding.NORMAL, lines="Hidden Row", postcode="TH1 2AB"
        ),
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


PRINTED = (
    "record",
    "chronology",
    "engagement",
    "genogram",
    "ecomap",
    "entry",
    "questions",
    "vulnerabilities",
    "family",
)
SEARCHES = [
    {"name": "Hidden Father"}, {"name": "Hidden"}, {"name": "Zebedee Secret"}, {"name": "Leila Mistry"},
    {"number": "9434765919"}, {"phone": "07700 900 321"}, {"postcode": "TH1 2AB"},
    {"name": "Leila Mistry", "born-day": "27", "born-month": "3", "born-year": "1999"},
    {"born-day": "27", "born-month": "3", "born-year": "1999"},
]  # fmt: skip
"""What somebody might look for who guesses, or who knew it before."""


def every_page(browser, about, searches=SEARCHES):
    """What each address answers when something wrong is sent to it (about a record) and then when it is visited."""
    answers = {f"{name}, sent": _seen(browser.post(address(name, about), SENT)) for name in about_a_record()}
    for name in names():
        if name not in NOT_ABOUT_FAMILIES:
            answers[name] = _seen(browser.get(address(name, about)))
    for name in PRINTED:
        answers[f"{name}, on paper"] = _seen(browser.get(address(name, about), {"paper": "yes"}))
    for query in (
        "caseload?order=due",
        "caseload?order=next",
        "caseload?find=hidden",
        "caseload?find=mistry",
    ):
        answers[query] = _seen(browser.get(f"/{query}"))
    for sought in searches:
        answers[f"people {sought}"] = _seen(browser.post(address("people", about), sought))
        opening = {f"mother-{name}": value for name, value in sought.items()}
        answers[f"opening {sought}"] = _seen(browser.post("/records/new", {"step": "search", **opening}))
        adding = {f"seek-{name}": value for name, value in sought.items()}
        answers[f"adding {sought}"] = _seen(
            browser.post(address("add_entry", about | {"kind": "person"}), {"step": "search", **adding})
        )
    chronology = address("chronology", about)
    answers["filtered"] = _seen(browser.get(chronology, {"kind": "vulnerability", "more": "yes"}))
    return answers


@pytest.fixture(autouse=True)
def no_new_looks(monkeypatch):
    """Who looked is on a page too, and would be longer by each page that is asked for here."""
    monkeypatch.setattr("firsthome.pages.gate.record_look", lambda *of, **more: None)
    monkeypatch.setattr("firsthome.pages.gate.record_found", lambda *of: None)


def _seen(answer):
    return answer.status_code, OF_THE_MOMENT.sub("", answer.content.decode(errors="replace"))


READERS = {
    "a health visitor with full access": lambda stage: stage.world.ben,
    "a police officer who contributes": lambda stage: stage.world.dan,
    "a GP who only knows that": lambda stage: stage.edge.gus,
    "a colleague kept out": lambda stage: stage.edge.ned,
    "a safeguarding lead of another agency": lambda stage: stage.world.bea,
    "somebody at summary": lambda stage: stage.edge.ivy,
    "somebody in an emergency": lambda stage: stage.world.eve,
}


def test_what_is_kept_from_them_changes_no_page_no_list_and_no_order(stage, family):
    """Everybody reads the same two worlds: before the hidden things are said, and after."""
    browsers = {who: signed_in(reader(stage)) for who, reader in READERS.items()}
    family.add(stage.world.ada, Involvement(agency=stage.edge.ivy.agency, level=Level.SUMMARY))
    open_in_emergency(family.reference, EmergencyReason.IN_DANGER, "A neighbour rang 999", stage.world.eve)
    family.add(stage.world.ada, Event(account="Seen by those with full access."))
    about = subjects(stage.world, family)
    first = {who: every_page(browser, about) for who, browser in browsers.items()}
    hidden_things(stage, family)
    for who, browser in browsers.items():
        before, after = first[who], every_page(browser, about)
        differ = [name for name in before if before[name] != after[name]]
        assert not differ, (
            who,
            {name: _first_difference(before[name][1], after[name][1]) for name in differ},
        )
        sought = ("people ", "opening ", "adding ")
        assert not any(
            "Hidden" in page for name, (_, page) in after.items() if not name.startswith(sought)
        ), "a search shows again what was typed, and nothing else of it: it is the same in both worlds"


def test_of_a_restricted_record_those_not_named_learn_nothing_of_what_is_added(stage, family):
    part = Involvement(agency=stage.world.ann.agency, practitioner=stage.world.ann.practitioner)
    family.add(stage.world.ada, part)
    restrict_record(family.record, "Her sister works at the surgery", stage.world.ann)
    browser, about = signed_in(stage.world.ben), subjects(stage.world, family)
    before = every_page(browser, about)
    family.add(stage.world.ann, Event(account="Hidden event."))
    family.add(stage.world.ann, Identity(person=family.mother, nhs_number="9434765919"))
    family.add(stage.world.ann, Meeting(type="Hidden meeting", next_date=date(2031, 1, 1)))
    assert every_page(browser, about) == before


def _first_difference(one, other):
    place = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one[max(0, place - 80) : place + 120], other[max(0, place - 80) : place + 120]


NOT_FOR_THEM = {
    "an agency not involved": lambda stage: stage.world.eve,
    "a colleague kept out": lambda stage: stage.edge.ned,
    "another partnership": lambda stage: stage.world.fay,
    "a partnership officer": lambda stage: stage.world.gil,
}


FOR_A_ROLE = {"retention_review"}
"""It takes a role before it takes a record, so that whoever has another one is told the same of every reference."""


@pytest.mark.parametrize("who", NOT_FOR_THEM)
def test_at_every_address_what_is_not_for_you_answers_like_what_is_not_there(who, stage, family):
    browser = signed_in(NOT_FOR_THEM[who](stage))
    there = subjects(stage.world, family)
    made_up = dict.fromkeys(("entry", "exclusion", "opening"), UUID(int=7))
    missing = there | made_up | {"reference": "2222-2222"}
    for name in about_a_record():
        for way in (browser.get, lambda page: browser.post(page, SENT)):
            (status, hidden), (_, nothing) = (_seen(way(address(name, of))) for of in (there, missing))
            assert status == (403 if name in FOR_A_ROLE else 404), name
            assert _with_other_ids(hidden) == _with_other_ids(nothing), name


def _with_other_ids(text):
    return re.sub(r"[2-9A-Z]{4}-[2-9A-Z]{4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)


def test_what_is_not_there_and_what_is_not_for_you_ask_the_database_the_same(stage, family):
    for somebody in (stage.world.eve, stage.world.fay):
        hidden = _asked(somebody, f"/records/{family.reference}/")
        missing = _asked(somebody, "/records/2222-2222/")
        assert hidden == missing


def _asked(reader, path):
    return [re.sub(r"'[^']*'", "?", sql) for sql in _queries(signed_in(reader), path, 404)]
