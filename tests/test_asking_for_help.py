"""From asking for help to what was decided, offered and challenged: nobody falls through between two steps."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.challenge import CameOf, Challenge
from firsthome.kinds.closing import Closing
from firsthome.kinds.entry import Mark
from firsthome.kinds.help_offer import BecameOf, HelpOffer
from firsthome.kinds.opening import Opening
from firsthome.kinds.referral import Decision, Referral, ReferralReceived, Settled
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kit.dates import say_day
from firsthome.procedures.thresholds import thresholds
from firsthome.record.errors import EarlyHelpFirst
from firsthome.record.notices import notices_for
from tests.ledger_world import announced, begin_family, only
from tests.test_pages_reading import _queries
from tests.world import signed_in
from tests.written import NAMES

NO_FURTHER_ACTION = Decision(decision="Below the threshold", settled=Settled.NO_FURTHER_ACTION)
SOON = timezone.localdate() + timedelta(days=20)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def send(browser, family, kind, **answers):
    answers = {
        "entry": str(uuid4()),
        "entry-on-day": "1",
        "entry-on-month": "3",
        "entry-on-year": "2025",
        **answers,
    }
    return browser.post(f"/records/{family.reference}/add/{kind}", answers)


def page_of(browser, family, query=""):
    answer = browser.get(f"/records/{family.reference}/help{query}")
    assert answer.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def _notices(reader, words="differently"):
    with announced(reader):
        return [one for one in notices_for(reader) if words in one.what]


def refer(stage, family):
    said = Referral(to=stage.world.cat.agency, why="Help before the birth")
    return family.add(stage.world.ada, said)


def test_a_referral_is_asked_received_and_decided_on_one_page(stage, ada, family):
    referral = refer(stage, family)
    page = page_of(ada, family)
    assert "Nothing recorded here says yet that it was received. It may be written down elsewhere." in page
    assert "Nothing recorded here says yet what was decided. Expected by" in page
    received = ReferralReceived(referral=referral.id, by="Jo, duty team", decides_by=SOON)
    family.add(stage.world.cat, received)
    assert f"They said by {say_day(SOON)}." in page_of(ada, family)
    decided = Decision(
        referral=referral.id, decision="An assessment begins", settled=Settled.ASSESSMENT, by="Team manager",
        options="A strategy discussion", in_system="The council’s system", under="4711",
    )  # fmt: skip
    family.add(stage.world.cat, decided)
    page = page_of(ada, family)
    assert "What is waited for" not in page
    assert page.index("Asked for:") < page.index("Received:") < page.index("Decided:")
    assert "Other options considered A strategy discussion" in page
    assert "Record of truth The council’s system, 4711" in page


def test_the_agency_that_is_asked_learns_it_at_once_and_nobody_who_may_not_read_it(stage, ada, family):
    world = stage.world
    for agency in (world.cat.agency, world.eve.agency):
        assert send(ada, family, "referral", why="Help", to=str(agency)).status_code == 302
    told = [one for one in _notices(world.cat, "asked for help") if one.reference == family.reference]
    assert [one.opens for one in told] == [f"/records/{family.reference}/help"]
    assert not _notices(world.eve, "asked for help"), "housing is not on this record"


def test_no_further_action_cannot_close_before_somebody_says_what_is_offered(stage, ada, family):
    refer(stage, family)
    decision = family.add(stage.world.cat, NO_FURTHER_ACTION)
    assert "Before this is closed: is early help offered" in page_of(ada, family)
    assert (
        f"add/help_offer?decision={decision.id}"
        in ada.get(f"/records/{family.reference}/help").content.decode()
    )
    closing = {"came_to": "no_further_action", "why": "Done", "next": "Universal", "next_owner": "Ben"}
    refused = send(ada, family, "closing", **closing)
    assert refused.status_code == 422
    assert "First say whether early help is offered" in html.unescape(refused.content.decode())
    with pytest.raises(EarlyHelpFirst):
        family.add(stage.world.ada, Closing(**closing))
    family.add(stage.world.cat, Decision(decision="Our work ends", settled=Settled.CLOSED))
    with pytest.raises(EarlyHelpFirst):
        family.add(stage.world.ada, Closing(**closing))
    answered = send(
        ada, family, "help_offer", what="Visits", became="not_appropriate", why="She moves on Monday",
        decision=str(decision.id),
    )  # fmt: skip
    assert answered.url == f"/records/{family.reference}/help"
    assert "Before this is closed" not in page_of(ada, family)
    assert send(ada, family, "closing", **closing).status_code == 302


def test_help_that_was_declined_keeps_the_door_open_and_lists_show_the_day(stage, ada, family):
    refused = send(ada, family, "help_offer", what="Visits", became="declined").content.decode()
    assert "Enter the day on which somebody asks again: the door stays open" in refused
    assert "Say who asks again" in refused
    said = HelpOffer(
        what="Visits",
        became=BecameOf.DECLINED,
        acceptable="At the hub",
        asks_words="Her sister",
        again_on=SOON,
    )
    offer = family.add(stage.world.ada, said)
    page = page_of(ada, family)
    assert "Early help with no referral" in page
    assert f"To be asked again on {say_day(SOON)} by Her sister." in page
    assert "Ask again about early help" in ada.get("/caseload?order=next").content.decode()
    accepted = said.model_copy(update={"became": BecameOf.ACCEPTED})
    family.mark(stage.world.ada, Mark.UPDATE, offer, accepted, reason="She rang")
    page = page_of(ada, family)
    assert "What is waited for" not in page
    assert page.index("Offered and declined for now") < page.index("Offered and accepted"), "both can be read"


def test_a_referral_begins_with_what_the_record_says_and_all_the_same_takes_a_reason(stage, ada, family):
    world = stage.world
    family.add(
        world.ada,
        Opening(why="She is alone with it.", route="early_help", lawful_basis="public_task", told="yes"),
    )
    worry = Vulnerability(
        topic=Topic.HOMELESSNESS, standing=Standing.KNOWN, affected_now=AffectedNow.NOT_KNOWN
    )
    open_, kept = family.add(world.ada, worry), family.add(world.ada, worry, audience=only(world.ada.agency))
    form = ada.get(f"/records/{family.reference}/add/referral").content.decode()
    assert "She is alone with it." in form
    assert re.search(rf'value="{open_.id}"[^>]* checked', form)
    assert form.index(str(open_.id)) < form.index(str(kept.id)), "what is ticked stands first"
    assert not re.search(rf'value="{kept.id}"[^>]* checked', form), (
        "what is kept to fewer people is not ticked"
    )
    refused = send(ada, family, "referral", why="Help", agreed="not_sought", to=str(world.cat.agency))
    assert "Write why the referral is made all the same" in refused.content.decode()


def test_more_or_less_help_says_what_changed_and_on_whose_evidence(ada, family):
    refused = send(ada, family, "decision", decision="Child in need", settled="stepped_up").content.decode()
    assert "Write what changed for the baby or the family" in refused
    assert "Write who saw that, and how" in refused


def test_level_and_route_are_kept_apart_and_every_step_says_what_changed_and_who_saw_it(stage, ada, family):
    opened = Opening(
        why="She asks for help.", route="early_help", level="2", lawful_basis="public_task", told="yes"
    )
    family.add(stage.world.ada, opened)
    up = Decision(
        decision="An assessment", settled=Settled.STEPPED_UP, level="4", changed="He moved in again",
        whose_evidence="Ada saw him there on Monday",
    )  # fmt: skip
    family.add(stage.world.cat, up)
    shown = page_of(ada, family)
    now, before = (
        shown.index("Level of need 4: statutory or specialist"),
        shown.index("Level of need 2: some additional need"),
    )
    assert now < before
    assert shown[now:before].count("Route Early help"), "the level alone moves no route"
    assert "What changed He moved in again Who saw that Ada saw him there on Monday" in shown
    line = next(one for one in family.seen(stage.world.ben) if one.said == up)
    assert "stepped up to a higher level of help. Level of need now: 4" in line.said.sentence(line, NAMES)
    sent = {"decision": "As before", "level": "3", "route": "section_17"}
    assert send(ada, family, "decision", **sent).status_code == 302
    told = next(
        one.said for one in family.seen(stage.world.ben) if getattr(one.said, "decision", "") == "As before"
    )
    assert told.level_name == thresholds().levels["3"].name, "as the partnership calls it, for ever"


def test_a_difference_goes_on_stage_by_stage_until_it_came_to_something(stage, ada, family):
    world = stage.world
    refer(stage, family)
    decision = family.add(world.cat, NO_FURTHER_ACTION)
    link = f"/records/{family.reference}/add/challenge?about={decision.id}"
    assert link in ada.get(f"/records/{family.reference}/help").content.decode()
    assert re.search(rf'value="{decision.id}" (checked|selected)', ada.get(link).content.decode())
    answers = {"about_entry": str(decision.id), "issue": "She is not safe", "stage": "practitioners"}
    assert send(ada, family, "challenge", **answers, agency=str(world.cat.agency)).status_code == 302
    told = [notice for lead in (world.ann, world.bea) for notice in _notices(lead)]
    assert len(told) == 1, (
        "the lead of the agency that raised it, and nobody of one that it is not raised with"
    )
    page = page_of(signed_in(world.cat), family)
    assert "Stage Between the practitioners" in page
    assert "The next stage: between their managers." in page
    challenge = next(one for one in family.seen(world.ada) if isinstance(one.said, Challenge))
    assert "Before this is closed" in page, "the concern is not lost, nor is the offer that is owed"
    ended = challenge.said.model_copy(update={"answer": "Jo looked again", "outcome": CameOf.CHANGED})
    family.mark(world.ada, Mark.UPDATE, challenge, ended, reason="Answered")
    page = page_of(ada, family)
    assert "The decision was changed" in page
    assert "The next stage" not in page


def test_what_is_kept_from_a_reader_and_from_paper_is_not_there(stage, ada, family):
    kept = HelpOffer(what="Only for us", became=BecameOf.ACCEPTED)
    family.add(stage.world.ada, kept, audience=only(stage.world.ada.agency))
    assert "Only for us" in page_of(ada, family)
    assert "Only for us" not in page_of(signed_in(stage.world.ben), family)
    assert "Only for us" not in page_of(ada, family, "?paper=yes")


def test_the_page_takes_six_queries_however_much_there_is(stage, ada, family):
    taken = []
    for _ in range(3):
        referral = refer(stage, family)
        decision = family.add(stage.world.cat, Decision(referral=referral.id, decision="No"))
        family.add(stage.world.ada, Challenge(about_entry=decision.id, issue="No", stage="leads"))
        taken.append(len(_queries(ada, f"/records/{family.reference}/help")))
    assert taken[1] == taken[2], "from the second visit on, when it was read before"
    assert max(taken) <= 6
