"""Agencies ask each other for information, by a day: given, in part, or not given and why; and who hears of it.

Source: issue 4, section 1; feature row 29; hazards 16 and 17.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.challenge import CameOf, Challenge
from firsthome.kinds.entry import Audience, Mark, Source
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.origin import Origin
from firsthome.kinds.referral import Decision
from firsthome.kinds.requests import HowGiven, InformationAnswer, InformationRequest
from firsthome.kinds.sharing import Restrict
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import questions
from firsthome.reading.requests import asked, may_be_asked, to_answer
from firsthome.record.append import as_ledger
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.errors import AskFirst, NoAgreement, NotAllowed, NotThere
from firsthome.record.exclude import exclude
from firsthome.record.open_requests import open_requests_of
from firsthome.record.project import load, project
from firsthome.record.rebuild import stored
from tests.ledger_world import OWN_AGENCY, announced, begin_family, only, raw, signs
from tests.world import signed_in
from tests.written import BEN, CAT, HEALTH_VISITING, MATERNITY, POLICE, SOCIAL_CARE, booked

IN_A_WEEK = timedelta(days=7)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def today():
    return timezone.localdate()


def at(family, page=""):
    return f"/records/{family.reference}/{page}"


def words(answer):
    """A page without its tags, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def asks(world, day, **more):
    """What the form to ask holds when a midwife asks the police."""
    answers = {"kind": "information_request", "entry": str(uuid4()), "agency": str(world.dan.agency)}
    answers |= {"what": "Were officers called to the house?", "why": "To plan a safe visit."}
    answers |= {"due-day": str(day.day), "due-month": str(day.month), "due-year": str(day.year)}
    return answers | {"seen_by": "everyone"} | more


def ask_police(stage, family, due, **more):
    """The same, said straight to the ledger."""
    w = stage.world
    said = InformationRequest(agency=w.dan.agency, what="Were you called?", why="A safe visit", due=due)
    return family.add(w.ada, said, **({"audience": Audience(agencies=(w.dan.agency,))} | more))


def answer(stage, family, request, given=HowGiven.GIVEN, **more):
    w = stage.world
    said = InformationAnswer(request=request.id, given=given, **({"words": "Twice in May."} | more))
    return family.add(w.dan, said, audience=Audience(agencies=(w.ada.agency,)))


def listed(reader):
    with announced(reader):
        return [(one.asks, one.reference) for one in open_requests_of(reader)]


# --- the journey


def test_a_midwife_asks_the_police_and_they_answer_in_part(stage, family, today):
    w = stage.world
    ada, dan = signed_in(w.ada), signed_in(w.dan)
    assert "Ask an agency for information" in words(ada.get(at(family)))
    sent = asks(w, today + IN_A_WEEK)
    assert ada.post(at(family, "ask"), sent).status_code == 302
    assert ada.post(at(family, "ask"), sent).status_code == 302, "twice sent is asked once"
    for browser, says in (
        (ada, "Your agency asked Police for information"),
        (dan, "Maternity asks your agency"),
    ):
        assert says in words(browser.get("/requests"))
        assert says in words(browser.get("/caseload"))
    assert "Your agency is asked for information: answer by" in words(dan.get(at(family)))
    form = words(dan.get(at(family, "answer")))
    assert "Were officers called to the house?" in form
    assert "Asked by Maternity, Ada Hope" in form
    request = next(one for one in family.seen(w.dan) if one.kind == "information_request")
    said = {
        "kind": "information_answer",
        "entry": str(uuid4()),
        "request": str(request.id),
        "given": "partly",
    }
    said |= {"words": "Twice in May.", "seen_by": "everyone"}
    missing = dan.post(at(family, "answer"), said)
    assert (missing.status_code, "Write why it is not given, or not all of it" in words(missing)) == (
        422,
        True,
    )
    assert "Twice in May." in words(missing), "nothing typed is lost"
    said |= {"why_not": "The rest is before the court."}
    assert dan.post(at(family, "answer"), said).status_code == 302
    told = words(ada.get(at(family, "told")))
    assert "Given in part" in told
    assert "Twice in May." in told
    assert "The rest is before the court." in told
    for browser in (ada, dan):
        assert "for information" not in words(browser.get("/requests")).replace("To ask for information", "")
    assert "Your agency is asked" not in words(dan.get(at(family)))


def test_not_given_takes_a_reason_and_is_an_answer(stage, family, today):
    w, dan = stage.world, signed_in(stage.world.dan)
    request = ask_police(stage, family, today + IN_A_WEEK)
    said = {
        "kind": "information_answer",
        "entry": str(uuid4()),
        "request": str(request.id),
        "given": "not_given",
    }
    assert dan.post(at(family, "answer"), said | {"seen_by": "everyone"}).status_code == 422
    order = said | {"why_not": "The council will apply for a care order.", "seen_by": "everyone"}
    asked = dan.post(at(family, "answer"), order)
    assert asked.status_code == 422
    assert "Before the birth no court can make an order" in words(asked)
    assert 'name="read_about_law" value="yes"' in asked.content.decode()
    said |= {"why_not": "It would harm an inquiry.", "seen_by": "everyone"}
    assert dan.post(at(family, "answer"), said).status_code == 302
    page = words(signed_in(w.ada).get(at(family, "told")))
    assert "Not given" in page
    assert "refused" not in page.lower()
    assert family.reference not in str(listed(w.ada) + listed(w.dan))


def test_a_day_that_has_passed_cannot_be_asked_for_and_everything_typed_stays(stage, family, today):
    ada = signed_in(stage.world.ada)
    answer = ada.post(at(family, "ask"), asks(stage.world, today - IN_A_WEEK))
    assert answer.status_code == 422
    assert "Enter a day from today on" in words(answer)
    assert "Were officers called to the house?" in words(answer)


def test_what_is_typed_waits_for_its_author(stage, family, today):
    ada, sent = signed_in(stage.world.ada), asks(stage.world, today)
    assert ada.post(at(family, "draft"), sent).status_code == 302
    again = ada.get(at(family, f"ask?draft={sent['entry']}"))
    assert "Were officers called to the house?" in words(again)


def test_only_own_entries_that_they_can_read_answer(stage, family, today):
    w = stage.world
    request = ask_police(stage, family, today + IN_A_WEEK)
    dan = signed_in(w.dan)
    shown = family.add(w.dan, Event(account="Called there on 3 May."))
    kept = family.add(w.dan, Event(account="An inquiry is open."), audience=OWN_AGENCY)
    page = words(dan.get(at(family, "answer")))
    assert "Called there on 3 May." in page
    assert "is the mother" not in page
    said = {"kind": "information_answer", "request": str(request.id), "given": "given", "seen_by": "everyone"}
    narrow = dan.post(at(family, "answer"), said | {"entry": str(uuid4()), "entries": [str(kept.id)]})
    assert "Maternity cannot read all of these yet" in words(narrow)
    assert (
        dan.post(at(family, "answer"), said | {"entry": str(uuid4()), "entries": [str(shown.id)]}).status_code
        == 302
    )
    assert [one for one in family.seen(w.ada) if one.kind == "information_answer"]


# --- at the ledger's door


def test_only_the_agency_that_was_asked_answers(stage, family, today):
    w, request = stage.world, ask_police(stage, family, today)
    said = InformationAnswer(request=request.id, given=HowGiven.GIVEN, words="No.")
    with pytest.raises(NotThere, match="Only the agency that was asked"):
        family.add(w.ben, said, audience=Audience(agencies=(w.ada.agency,)))
    assert signed_in(w.ben).get(at(family, f"answer?request={request.id}")).status_code == 404


def test_only_who_is_involved_is_asked_and_for_themselves(stage, family, today):
    w = stage.world
    for agency, audience in (
        (w.eve.agency, Audience(agencies=(w.eve.agency,))),
        (w.ada.agency, Audience()),
        (w.dan.agency, Audience()),
    ):
        said = InformationRequest(agency=agency, what="x", why="y", due=today)
        with pytest.raises(NotThere):
            family.add(w.ada, said, audience=audience)
    request = ask_police(stage, family, today)
    other = request.said.model_copy(update={"agency": w.ben.agency})
    with pytest.raises(NotThere, match="Write a new request"):
        family.mark(w.ada, Mark.CORRECTION, request, other, reason="The wrong one")


def test_an_emergency_opens_no_asking(stage, family, today):
    w = stage.world
    open_in_emergency(family.reference, EmergencyReason.IN_DANGER, "Blue lights", w.eve)
    said = InformationRequest(agency=w.ada.agency, what="x", why="y", due=today)
    with pytest.raises(NotAllowed):
        family.add(w.eve, said, audience=Audience(agencies=(w.ada.agency,)))
    assert signed_in(w.eve).get(at(family, "ask")).status_code == 403


def test_nothing_is_given_without_an_agreement_that_is_in_date(stage, family, today):
    w, request = stage.world, ask_police(stage, family, today)
    signs(w.ada.agency, signed_on=None)
    try:
        with pytest.raises(NoAgreement):
            answer(stage, family, request)
        answer(stage, family, request, HowGiven.NOT_GIVEN, words="", why_not="No agreement is signed")
    finally:
        signs(w.ada.agency)


def test_what_came_with_a_condition_does_not_answer_before_its_originator_was_asked(stage, family, today):
    w, request = stage.world, ask_police(stage, family, today)
    told = family.add(
        w.dan,
        Event(account="A neighbour rang."),
        source=Source(origin=Origin.THIRD_PARTY),
        audience=Audience(),
    )
    with pytest.raises(AskFirst, match="may not be shared on"):
        answer(stage, family, request, entries=(told.id,))


# --- who hears of it


def test_between_two_agencies_nobody_else_learns_that_it_was_asked(stage, family, today):
    w = stage.world
    request = ask_police(stage, family, today, audience=only(w.ada.agency, w.dan.agency))
    given = answer(stage, family, request)
    for reader, sees in ((w.ada, True), (w.dan, True), (w.ben, False), (w.cat, False)):
        ids = {one.id for one in family.seen(reader)}
        assert ({request.id, given.id} <= ids) is sees, w.name_of(reader)
    assert "Were you called" not in words(signed_in(w.ben).get(at(family, "told")))


def test_the_list_is_for_both_agencies_and_for_nobody_who_may_not_see_the_record(stage, family, today):
    w = stage.world
    ask_police(stage, family, today)
    mine = (True, family.reference), (False, family.reference)
    assert mine[0] in listed(w.ada)
    assert mine[1] in listed(w.dan)
    exclude(family.record, stage.edge.ned.practitioner, "A neighbour", w.ann)
    for reader in (w.ben, w.eve, w.fay, stage.edge.ned):
        assert not set(mine) & set(listed(reader)), reader
    unasked = "SELECT count(*) FROM open_request WHERE record = %s"
    assert raw(w.ben, unasked, family.record) == [(0,)], "row policies alone"
    assert raw(w.dan, unasked, family.record) == [(1,)]


def test_a_request_that_was_kept_from_an_agency_leaves_its_list(stage, family, today):
    w, request = stage.world, ask_police(stage, family, today)
    family.add(w.ada, Restrict(entries=(request.id,), agencies=(w.ada.agency,), why="Sent to the wrong one"))
    assert (False, family.reference) not in listed(w.dan)
    assert (True, family.reference) in listed(w.ada)


def test_an_answer_that_does_not_reach_who_asked_leaves_it_open_for_them(stage, family, today):
    w, request = stage.world, ask_police(stage, family, today)
    kept = family.add(w.dan, Event(account="An inquiry is open."), audience=OWN_AGENCY)
    answer(stage, family, request, entries=(kept.id,))
    assert (True, family.reference) in listed(w.ada)
    assert (False, family.reference) not in listed(w.dan)


def test_an_answer_that_is_taken_back_opens_it_again(stage, family, today):
    w, request = stage.world, ask_police(stage, family, today)
    given = answer(stage, family, request)
    assert (True, family.reference) not in listed(w.ada)
    family.mark(w.dan, Mark.ERROR, given, reason="Another family")
    assert (True, family.reference) in listed(w.ada)


def test_a_challenge_waits_for_whoever_answers_and_for_whoever_raised_it_stage_by_stage(stage, family, today):
    w, mine, theirs = stage.world, (True, family.reference), (False, family.reference)
    decision = family.add(w.cat, Decision(decision="Below the threshold"))
    said = Challenge(
        about_entry=decision.id,
        issue="She is not safe",
        stage="practitioners",
        agency=w.cat.agency,
        answer_by=today,
    )
    challenge = family.add(w.ada, said)
    assert mine in listed(w.ada)
    assert theirs in listed(w.cat)
    assert family.reference not in {reference for _, reference in listed(w.dan)}
    page = words(signed_in(w.cat).get("/requests"))
    assert "Maternity sees something differently, and asks your agency for an answer" in page
    assert "She is not safe" not in page, "a list holds no words about a family"
    answered = said.model_copy(update={"answer": "We looked again"})
    family.mark(w.cat, Mark.UPDATE, challenge, answered)
    assert theirs not in listed(w.cat)
    assert mine in listed(w.ada), "it has not come to anything yet"
    further = said.model_copy(update={"stage": "partnership", "agency": None, "answer_by": None})
    family.mark(w.ada, Mark.UPDATE, challenge, further)
    assert theirs in listed(w.cat), "each stage is carried"
    assert "No day is set" in words(signed_in(w.cat).get("/requests"))
    with announced(w.ada), as_ledger() as cursor:
        assert stored(cursor, family.record).requests == project(load(cursor, family.record)).requests
    family.mark(w.ada, Mark.UPDATE, challenge, further.model_copy(update={"outcome": CameOf.CHANGED}))
    assert not {mine, theirs} & {*listed(w.ada), *listed(w.cat)}


def test_the_list_can_be_remade_from_the_entries(stage, family, today):
    ask_police(stage, family, today)
    with announced(stage.world.ada), as_ledger() as cursor:
        assert (
            stored(cursor, family.record).requests == project(load(cursor, family.record)).requests != set()
        )


def test_ended_involvement_takes_it_off_the_list(stage, family, today):
    w = stage.world
    eve = family.add(w.ada, Involvement(agency=w.eve.agency, level=Level.CONTRIBUTE))
    said = InformationRequest(agency=w.eve.agency, what="x", why="y", due=today)
    family.add(w.ada, said, audience=Audience(agencies=(w.eve.agency,)))
    assert (False, family.reference) in listed(w.eve)
    family.mark(w.ada, Mark.ERROR, eve, reason="Not theirs")
    assert (False, family.reference) not in listed(w.eve)


def test_after_its_day_it_is_for_the_safeguarding_leads_of_both(stage, family, today):
    ask_police(stage, family, today - IN_A_WEEK)
    lead = words(signed_in(stage.world.ann).get("/requests"))
    assert "The day has passed: as safeguarding lead, take it up with theirs." in lead
    other = words(signed_in(stage.world.dan).get("/requests"))
    assert "tell your safeguarding lead, who sees it here too" in other


# --- pure


def written(due=date(2025, 4, 20)):
    family = booked()
    said = InformationRequest(agency=POLICE, what="Were you called?", why="A safe visit", due=due)
    return family, family.say(said, date(2025, 4, 14))


def asked_after(family, day):
    return [one for one in questions(family.record, timings(), day) if one.key.startswith("request_not")]


def test_on_its_day_both_sides_are_asked_and_a_loss_stops_it():
    family, request = written()
    assert not asked_after(family, date(2025, 4, 19))
    (one,) = asked_after(family, date(2025, 4, 20))
    assert one.rests_on == (request.id,)
    assert "safeguarding leads of both agencies" in one.why


def test_only_an_answer_of_the_agency_that_was_asked_counts():
    family, request = written()
    said = InformationAnswer(request=request.id, given=HowGiven.NOT_GIVEN, why_not="An inquiry")
    family.say(said, date(2025, 4, 15), CAT)
    assert [one.statement.id for one in to_answer(family.record, POLICE)] == [request.id]
    family.say(said, date(2025, 4, 15), 14)
    assert not to_answer(family.record, POLICE)
    assert not asked(family.record)[0].open


def test_whoever_wrote_can_be_asked_where_nobody_sees_who_is_involved():
    family = booked()
    day = date(2025, 4, 14)
    family.say(Event(account="She rang."), day, BEN)
    family.say(Involvement(agency=SOCIAL_CARE, level=Level.PRESENCE), day)
    family.say(Event(account="She rang us too."), day, CAT)
    able = may_be_asked(family.record, POLICE, day)
    assert HEALTH_VISITING in able
    assert SOCIAL_CARE not in able, "it is seen that they may not read what is asked"
    assert MATERNITY not in may_be_asked(family.record, MATERNITY, day)
