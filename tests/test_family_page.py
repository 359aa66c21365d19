"""The men side by side, and the people around the family: what is known of each, and what is not known yet."""

from __future__ import annotations

import html
import re
from uuid import uuid4

import pytest

from firsthome.kinds.choices import Asked
from firsthome.kinds.concern import Concern, WhoTold
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.father_or_partner import FatherOrPartner, HowKnown
from firsthome.kinds.network_member import Invited, NetworkMember
from firsthome.kinds.referral import Decision
from tests.ledger_world import begin_family, new_person, only
from tests.test_pages_reading import _queries
from tests.world import signed_in


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def somebody(stage, family, name, role):
    person = new_person(name)
    family.add(stage.world.ada, PersonOnRecord(person=person, role=role), about=(person,))
    return person


def send(browser, family, kind, **answers):
    return browser.post(f"/records/{family.reference}/add/{kind}", {"entry": str(uuid4()), **answers})


def page_of(browser, family, query=""):
    answer = browser.get(f"/records/{family.reference}/family{query}")
    assert answer.status_code == 200
    text = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+([.;,:)])", r"\1", re.sub(r"\s+", " ", text))


def card_of(page, name):
    return re.split(r"Say more about:", page[page.index(f" {name} ") :])[0]


def test_men_stand_side_by_side_each_with_what_is_known_and_what_is_not(stage, ada, family):
    ashwin = somebody(stage, family, "Ashwin Mistry", Role.FATHER)
    somebody(stage, family, "Ravi Shah", Role.PARTNER)
    said = FatherOrPartner(
        person=ashwin, how_known=HowKnown.NAMED, said_by="her sister", views="I want to help."
    )
    family.add(stage.world.ada, said, about=(ashwin,))
    present = Contact(outcome=ContactOutcome.ATTENDED, present=(ashwin,))
    family.add(stage.world.ben, present, about=(family.mother,))
    page = page_of(ada, family)
    first, second = card_of(page, "Ashwin Mistry"), card_of(page, "Ravi Shah")
    assert "Who it is Somebody named them, said by her sister." in first
    assert "“I want to help.”" in first
    assert first.count("Maternity, Ada Hope") == 1
    assert "Last met, as recorded here" in first
    assert "Not known here yet Knows of the pregnancy; Lives with her" in first
    assert "Not known here yet Who it is; Knows of the pregnancy" in second


def test_two_agencies_that_say_different_things_both_stand_there(stage, ada, family):
    ashwin = somebody(stage, family, "Ashwin Mistry", Role.FATHER)
    for who, answer in ((stage.world.ada, Asked.YES), (stage.world.ben, Asked.NO)):
        family.add(who, FatherOrPartner(person=ashwin, lives_there=answer), about=(ashwin,))
    card = card_of(page_of(ada, family), "Ashwin Mistry")
    assert re.search(r"Lives with her Yes\. Maternity, Ada Hope.* No\. Health visiting, Ben Moss", card)


def test_saying_more_adds_to_ones_own_agencys_entry_and_begins_a_new_one_otherwise(stage, ada, family):
    ashwin = somebody(stage, family, "Ashwin Mistry", Role.FATHER)
    hers = family.add(stage.world.ada, FatherOrPartner(person=ashwin, knows=Asked.YES), about=(ashwin,))
    shown = ada.get(f"/records/{family.reference}/family").content.decode()
    assert f"entries/{hers.id}/correct?mark=update" in shown
    bens = signed_in(stage.world.ben)
    shown = bens.get(f"/records/{family.reference}/family").content.decode()
    link = f"/records/{family.reference}/add/father_or_partner?person={ashwin}"
    assert link in shown
    form = bens.get(link).content.decode()
    assert re.search(rf'value="{ashwin}" (checked|selected)', form)


def test_while_nobody_is_known_that_stands_there_too(stage, ada, family):
    assert "No father or partner is recorded here yet." in page_of(ada, family)
    answer = send(ada, family, "father_or_partner", how_known="asked_not_told")
    assert answer.status_code == 302
    page = page_of(ada, family)
    assert "Nobody is known yet" in page
    assert "She was asked, and preferred not to say" in page


def test_the_form_does_not_offer_the_mother_as_father_or_partner(stage, ada, family):
    ashwin = somebody(stage, family, "Ashwin Mistry", Role.FATHER)
    form = ada.get(f"/records/{family.reference}/add/father_or_partner").content.decode()
    assert f'value="{ashwin}"' in form
    assert f'value="{family.mother}"' not in form


def test_the_form_says_whom_it_needs_and_that_something_is_said(ada, family):
    nobody = send(ada, family, "father_or_partner", how_known="named")
    assert nobody.status_code == 422
    assert "Choose whom it is about; put them on the record first" in nobody.content.decode()
    assert send(ada, family, "father_or_partner").status_code == 422


def test_keeping_somebody_away_says_who_decided_and_who_asked_not_to_be_named_is_not(stage, ada, family):
    aunt = str(somebody(stage, family, "Rekha Shah", Role.RELATIVE))
    answer = send(ada, family, "network_member", person=aunt, invited="not")
    assert "Write who decided that they must not be invited" in answer.content.decode()
    answer = send(
        ada, family, "concern", words="He shouts.", person=aunt, keep_name="yes", **{"entry-on-day": "1"}
    )
    assert "they asked that their name goes no further" in answer.content.decode()


def test_what_the_network_sees_can_do_and_who_must_not_be_invited(stage, ada, family):
    aunt = somebody(stage, family, "Rekha Shah", Role.RELATIVE)
    said = NetworkMember(
        person=aunt, seen="She is alone.", can_do="Sleep there", can_when="Fridays",
        invited=Invited.NOT, decided_by="Cat Reed, he would hear of it",
    )  # fmt: skip
    family.add(stage.world.ada, said, about=(aunt,))
    card = card_of(page_of(ada, family), "Rekha Shah")
    assert "“She is alone.”" in card
    assert "Sleep there; Fridays." in card
    assert "Must not be invited, decided by Cat Reed, he would hear of it." in card
    assert "Not known here yet What would keep the baby and her safe." in card


def test_what_was_told_waits_for_an_answer_until_there_is_one(stage, ada, family):
    world = stage.world
    told = family.add(world.ada, Concern(words="He shouts.", who=WhoTold.NEIGHBOUR))
    other = family.add(world.ada, Concern(words="She is thin.", who=WhoTold.RELATIVE))
    assert page_of(ada, family).count("No answer is recorded here yet.") == 2
    answered = told.said.model_copy(update={"answer": "Cat Reed went there."})
    family.mark(world.ada, Mark.UPDATE, told, answered, reason="")
    family.add(world.ben, Decision(decision="We visit", rests_on=(other.id,)))
    page = page_of(ada, family)
    assert "No answer is recorded here yet." not in page
    assert "What came of it: Cat Reed went there." in page
    assert "Taken up: Decision: We visit." in page


def test_where_it_is_not_safe_nobody_is_asked_to_approach_anybody(stage, ada, family):
    ashwin = somebody(stage, family, "Ashwin Mistry", Role.FATHER)
    assert "who decides safely" not in page_of(ada, family)
    family.add(stage.world.ada, FatherOrPartner(person=ashwin, how_known=HowKnown.UNSAFE), about=(ashwin,))
    assert "who decides safely how we learn about him" in page_of(ada, family)


def test_what_is_kept_from_a_reader_and_from_paper_is_not_there(stage, ada, family):
    ashwin = somebody(stage, family, "Ashwin Mistry", Role.FATHER)
    kept = FatherOrPartner(person=ashwin, views="Only for us.")
    family.add(stage.world.ada, kept, about=(ashwin,), audience=only(stage.world.ada.agency))
    assert "Only for us." in page_of(ada, family)
    assert "Only for us." not in page_of(signed_in(stage.world.ben), family)
    assert "Only for us." not in page_of(ada, family, "?paper=yes")


def test_the_page_takes_six_queries_however_many_there_are(stage, ada, family):
    address = f"/records/{family.reference}/family"
    taken = []
    for number in range(4):
        person = somebody(stage, family, f"Man {number}", Role.PARTNER)
        family.add(stage.world.ada, FatherOrPartner(person=person, knows=Asked.YES), about=(person,))
        family.add(stage.world.ben, Concern(words="He shouts."), about=(person,))
        taken.append(len(_queries(ada, address)))
    assert taken[1] == taken[2], "from the second visit on, when it was read before"
    assert max(taken) <= 6


def test_the_overview_leads_there(ada, family):
    assert f"/records/{family.reference}/family" in ada.get(f"/records/{family.reference}/").content.decode()
