"""Adding to a record, correcting what is there, and reading one entry's history, as people do it in a browser."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.registry import kinds
from firsthome.kinds.when import Phase, Precision, When
from tests.ledger_world import begin_family, rows
from tests.world import signed_in


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def ben(stage):
    return signed_in(stage.world.ben)


def address(family, rest=""):
    return f"/records/{family.reference}/{rest}"


def day(of, prefix="entry-on"):
    return {f"{prefix}-day": str(of.day), f"{prefix}-month": str(of.month), f"{prefix}-year": str(of.year)}


def a_contact(**more):
    return {"entry": str(uuid4()), "outcome": "attended", **day(date(2025, 3, 3)), **more}


def drawn(browser, path):
    """The fields of the form on a page, as a browser would send them untouched."""
    html = browser.get(path).content.decode()
    form = html[html.index('<form method="post" novalidate') :]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    fields |= dict(re.findall(r'name="([\w-]+)" type="text" value="([^"]*)"', form))
    fields |= dict(re.findall(r'<textarea[^>]* name="([\w-]+)"[^>]*>([^<]*)</textarea>', form))
    for tag in re.findall(r"<input[^>]* checked>", form):
        name, value = re.search(r'name="([\w-]+)"', tag), re.search(r'value="([^"]*)"', tag)
        fields[name.group(1)] = value.group(1)
    for name, inside in re.findall(r'<select[^>]* name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        fields[name] = chosen.group(1) if chosen else ""
    return fields


def contacts(family, reader):
    return [one for one in family.seen(reader) if one.kind == "contact"]


# --- adding


def test_a_midwife_records_a_contact_and_is_told_that_it_is_kept(ada, stage, family):
    answer = ada.post(address(family, "contacts/new"), a_contact(account="The scan went well."), follow=True)
    assert answer.redirect_chain == [(address(family), 302)]
    assert "Contact added" in answer.content.decode()
    (contact,) = contacts(family, stage.world.ada)
    assert contact.said.account == "The scan went well."
    assert contact.happened == When.on(date(2025, 3, 3))
    assert f"entries/{contact.id}" in answer.content.decode()


def test_an_untouched_contact_form_is_about_the_mother_and_today(ada, stage, family):
    fields = drawn(ada, address(family, "contacts/new")) | {"outcome": "attended"}
    assert ada.post(address(family, "contacts/new"), fields).status_code == 302
    (contact,) = contacts(family, stage.world.ada)
    assert contact.about == (family.mother,)
    assert contact.said == Contact(outcome="attended")
    assert contact.happened.precision is Precision.DAY


@pytest.mark.parametrize("kind", [kind for kind, model in kinds().items() if model.by_hand])
def test_every_kind_has_a_form_that_asks_for_what_is_missing(kind, stage, ada, family):
    path, browser = (
        address(family, f"add/{kind}"),
        signed_in(stage.world.ann) if kinds()[kind].for_leads else ada,
    )
    assert browser.get(path).status_code == 200
    answer = browser.post(path, {"entry": str(uuid4())})
    needed = [info for info in kinds()[kind].model_fields.values() if info.is_required()]
    if needed:
        assert answer.status_code == 422
    for info in needed:
        if kind != "person" or info.title != "Who?":
            assert info.json_schema_extra["missing"] in answer.content.decode()


def test_somebody_new_comes_onto_the_record_with_their_name(ada, stage, family):
    sent = {
        "entry": str(uuid4()),
        "new-name": "Ashwin Mistry",
        "role": "father",
        "role_words": "said to be the father",
    }
    for _ in range(2):
        assert ada.post(address(family, "add/person"), sent).status_code == 302
    page = ada.get(address(family)).content.decode()
    assert "Ashwin Mistry" in page
    assert rows("SELECT count(*) FROM person WHERE name = 'Ashwin Mistry'", using="owner") == [(1,)]


def test_an_agency_is_involved_and_finds_the_record(ada, stage, family):
    housing = signed_in(stage.world.eve)
    assert housing.get(address(family)).status_code == 404
    sent = {"entry": str(uuid4()), "agency": str(stage.world.eve.agency), "level": "full"}
    assert ada.post(address(family, "add/involvement"), sent).status_code == 302
    assert housing.get(address(family)).status_code == 200


def test_an_analysis_rests_on_entries_that_are_offered_by_what_they_say(ada, stage, family):
    event = family.add(stage.world.ada, Event(account="She moved to her aunt’s."))
    page = ada.get(address(family, "add/analysis")).content.decode()
    assert "She moved to her aunt’s." in page
    sent = {"entry": str(uuid4()), "opinion": "She feels safer there.", "rests_on": str(event.id)}
    assert ada.post(address(family, "add/analysis"), sent).status_code == 302


def test_a_date_may_be_a_month_a_year_or_weeks_of_pregnancy(ada, stage, family):
    ways = {
        "in March 2025": {"entry-on-month": "March", "entry-on-year": "2025"},
        "in 2019": {"entry-on-year": "2019"},
        "at 22+4": {"entry-week": "22+4"},
        "in the 22nd week": {"entry-week": "22"},
        "before the pregnancy": {"entry-phase": Phase.BEFORE.value},
    }
    for account, when in ways.items():
        answer = ada.post(address(family, "add/event"), {"entry": str(uuid4()), "account": account, **when})
        assert answer.status_code == 302, answer.content.decode()
    said = {
        one.said.account: one.happened.say() for one in family.seen(stage.world.ada) if one.kind == "event"
    }
    assert said == {
        "in March 2025": "March 2025",
        "in 2019": "2019",
        "at 22+4": "at 22+4 weeks of pregnancy",
        "in the 22nd week": "at 22 weeks of pregnancy",
        "before the pregnancy": "before the pregnancy",
    }


def test_only_my_agency_means_that_others_see_nothing_of_it(ada, ben, stage, family):
    sent = a_contact(account="Kept here.", **{"entry-seen_by": "my_agency"})
    ada.post(address(family, "contacts/new"), sent)
    assert "Kept here." in ada.get(address(family, "chronology")).content.decode()
    assert "Kept here." not in ben.get(address(family, "chronology")).content.decode()


def test_named_agencies_have_to_be_named(ada, family):
    answer = ada.post(address(family, "contacts/new"), a_contact(**{"entry-seen_by": "named"}))
    assert answer.status_code == 422
    assert "Tick at least one agency" in answer.content.decode()


def test_only_an_offered_contact_can_lie_ahead(ada, stage, family):
    tomorrow = day(timezone.localdate() + timedelta(days=2))
    answer = ada.post(address(family, "contacts/new"), a_contact(**tomorrow))
    assert "This date is in the future" in answer.content.decode()
    assert (
        ada.post(address(family, "contacts/new"), a_contact(outcome="offered", **tomorrow)).status_code == 302
    )


# --- changing


@pytest.fixture
def event(stage, family):
    return family.add(stage.world.ada, Event(account="She rang at nine."), happened=When.on(date(2025, 2, 1)))


def change(browser, family, entry, mark, **more):
    path = address(family, f"entries/{entry.id}/correct?mark={mark}")
    return browser.post(path, drawn(browser, path) | {"entry-reason": "I looked it up"} | more)


def test_a_correction_keeps_the_original_and_says_who_changed_what_and_why(ada, ben, stage, family, event):
    assert change(ben, family, event, "correction", account="She rang at ten.").status_code == 302
    record = ada.get(address(family, "chronology")).content.decode()
    assert "She rang at ten." in record
    assert "She rang at nine." not in record
    assert "Corrected" in record
    history = ada.get(address(family, f"entries/{event.id}")).content.decode()
    for words in (
        "Before: She rang at nine.",
        "Then: She rang at ten.",
        "I looked it up",
        "Ben Moss",
        "Ada Hope",
    ):
        assert words in history


def test_an_untouched_correction_form_changes_nothing_but_adds_its_reason(ada, stage, family):
    spring = When(
        earliest=date(2019, 3, 1), latest=date(2019, 5, 31), precision=Precision.SEASON, words="that spring"
    )
    entry = family.add(stage.world.ada, Event(account="She moved."), happened=spring, about=(family.mother,))
    assert change(ada, family, entry, "correction").status_code == 302
    again = family.read(stage.world.ada).by_entry[entry.id].current.content
    assert (again.happened, again.about, again.said) == (spring, (family.mother,), entry.said)


def test_what_has_changed_since_stands_beside_what_was(ada, stage, family, event):
    later = day(date(2025, 4, 1))
    assert change(ada, family, event, "update", account="She rings at eight now.", **later).status_code == 302
    record = ada.get(address(family, "chronology")).content.decode()
    assert "She rang at nine." in record
    assert "She rings at eight now." in record
    assert "Changed since then" in record


def test_an_update_needs_a_date(ada, family, event):
    answer = change(ada, family, event, "update", account="Later.")
    assert answer.status_code == 422
    assert "Enter the date" in answer.content.decode()


def test_an_entry_made_in_error_is_taken_back_and_can_be_put_back(ada, stage, family, event):
    path = address(family, f"entries/{event.id}")
    assert change(ada, family, event, "error").status_code == 302
    taken_back = ada.get(address(family, "chronology")).content.decode()
    assert "Recorded in error" in taken_back
    assert "She rang at nine." not in taken_back
    assert "She rang at nine." in ada.get(path).content.decode()
    back = re.search(r'href="([^"]+)">Put it back', ada.get(path).content.decode()).group(1)
    fields = drawn(ada, back) | {"entry-reason": "It was right after all"}
    assert ada.post(back, fields).status_code == 302
    assert "She rang at nine." in ada.get(address(family, "chronology")).content.decode()


def test_an_entry_of_another_family_leaves_everybody_but_the_safeguarding_lead(
    ada, ben, stage, family, event
):
    assert change(ada, family, event, "misfiled").status_code == 302
    for browser in (ada, ben):
        assert browser.get(address(family, f"entries/{event.id}")).status_code == 404
    assert signed_in(stage.world.ann).get(address(family, f"entries/{event.id}")).status_code == 200


def test_a_change_needs_a_reason(ada, family, event):
    answer = change(ada, family, event, "error", **{"entry-reason": " "})
    assert answer.status_code == 422
    assert "Write why you are changing it" in answer.content.decode()


def test_first_it_is_asked_what_is_wrong(ada, family, event):
    path = address(family, f"entries/{event.id}/correct")
    page = ada.get(path).content.decode()
    for mark in Mark:
        assert f'value="{mark.value}"' in page
    assert ada.get(path + "?mark=").status_code == 422


# --- two people at once


def test_of_two_corrections_the_second_is_shown_both_texts(ada, ben, stage, family, event):
    path = address(family, f"entries/{event.id}/correct?mark=correction")
    form = drawn(ada, path) | {"account": "She rang at ten.", "entry-reason": "I asked her"}
    change(ben, family, event, "correction", account="She rang at eleven.")
    answer = ada.post(path, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "She rang at ten." in page
    assert "She rang at eleven." in page
    assert "I asked her" in page
    assert "Somebody else changed this entry" in page
    statement = family.read(stage.world.ada).by_entry[event.id]
    assert statement.current.said.account == "She rang at eleven."


def kept_mine(browser, answer):
    """Press «Keep mine» on the compare screen."""
    form = answer.content.decode()
    form = form[form.index("What should stand?") :]
    action = re.search(r'action="([^"]+)"', form).group(1)
    fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form))
    reason = re.search(r'name="entry-reason"[^>]*>([^<]*)<', form).group(1)
    return browser.post(action, fields | {"entry-reason": reason or "Mine is right"})


def test_keeping_mine_corrects_what_the_other_wrote_and_loses_neither(ada, ben, stage, family, event):
    path = address(family, f"entries/{event.id}/correct?mark=correction")
    form = drawn(ada, path) | {"account": "She rang at ten.", "entry-reason": "I asked her"}
    change(ben, family, event, "correction", account="She rang at eleven.")
    assert kept_mine(ada, ada.post(path, form)).status_code == 302
    statement = family.read(stage.world.ada).by_entry[event.id]
    told = [one.said.account for one in statement.entries]
    assert told == ["She rang at nine.", "She rang at eleven.", "She rang at ten."]
    assert statement.current.said.account == "She rang at ten."


def test_a_correction_of_what_was_taken_back_meanwhile_is_compared_too(ada, ben, stage, family, event):
    path = address(family, f"entries/{event.id}/correct?mark=correction")
    form = drawn(ada, path) | {"account": "She rang at ten.", "entry-reason": "I asked her"}
    change(ben, family, event, "error")
    answer = ada.post(path, form)
    assert answer.status_code == 409
    assert "Recorded in error" in answer.content.decode()
    assert "She rang at ten." in answer.content.decode()
    assert kept_mine(ada, answer).status_code == 302
    assert "She rang at ten." in ada.get(address(family, "chronology")).content.decode()


def test_two_who_take_back_the_same_entry_do_not_put_it_back(ada, ben, stage, family, event):
    path = address(family, f"entries/{event.id}/correct?mark=error")
    form = drawn(ada, path) | {"entry-reason": "Not hers"}
    change(ben, family, event, "error")
    answer = ada.post(path, form)
    assert answer.status_code == 409
    assert "Keep mine" not in answer.content.decode()
    assert family.read(stage.world.ada).by_entry[event.id].withdrawn


# --- one entry


def test_the_entry_page_says_who_opened_it_and_not_that_they_know(ada, ben, family, event):
    ben.get(address(family, f"entries/{event.id}"))
    page = ada.get(address(family, f"entries/{event.id}")).content.decode()
    assert re.search(r"Health visiting, Ben Moss: opened on \d", page)
    assert "does not mean that somebody knows" in page


def test_two_who_put_the_same_entry_back_do_not_take_it_away_again(ada, ben, stage, family, event):
    change(ben, family, event, "error")
    page = address(family, f"entries/{event.id}")
    back = re.search(r'href="([^"]+)">Put it back', ada.get(page).content.decode()).group(1)
    forms = [drawn(browser, back) | {"entry-reason": "It was right"} for browser in (ada, ben)]
    assert ben.post(back, forms[1]).status_code == 302
    answer = ada.post(back, forms[0])
    assert answer.status_code == 409
    assert "Keep mine" not in answer.content.decode()
    assert not family.read(stage.world.ada).by_entry[event.id].withdrawn


def test_an_entry_that_was_put_back_can_be_corrected(ada, stage, family, event):
    change(ada, family, event, "error")
    path = address(family, f"entries/{event.id}")
    back = re.search(r'href="([^"]+)">Put it back', ada.get(path).content.decode()).group(1)
    ada.post(back, drawn(ada, back) | {"entry-reason": "It was right"})
    correct = re.search(r'href="([^"]+)">Correct or change', ada.get(path).content.decode()).group(1)
    fields = drawn(ada, f"{correct}?mark=correction") | {
        "account": "She rang at ten.",
        "entry-reason": "Asked",
    }
    assert ada.post(correct, fields).status_code == 302
    assert "She rang at ten." in ada.get(address(family, "chronology")).content.decode()
