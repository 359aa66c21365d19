"""A midwife alone on the system: from a name and two lines she gets something to use, the same minute."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from firsthome.access.models import Agency
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.event import Event
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.sharing import Restrict
from firsthome.kinds.when import When
from tests.ledger_world import OWN_AGENCY, begin_family, only, rows
from tests.opening_world import opened, record_of
from tests.test_pages_reading import _queries
from tests.world import signed_in

TWO_LINES = "Booked today, about 20 weeks.\nSleeps on a friend’s sofa."


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def text(answer):
    return answer.content.decode()


def words(answer):
    """A page without its tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(answer)).split())


def address(family, page):
    return f"/records/{family.reference}/{page}"


def note(browser, reference, account=TWO_LINES, **more):
    """Write a quick note as its form was drawn, but for the words."""
    path = f"/records/{reference}/note"
    html = text(browser.get(path))
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    fields |= dict(re.findall(r'name="(entry-on-\w+)" type="text" value="([^"]*)"', html))
    fields |= {"entry-about": re.findall(r'name="entry-about"[^>]* value="([^"]+)" checked', html)}
    fields |= {"entry-how": "observed", "entry-seen_by": "everyone", "type": "other", "times": "1"}
    return browser.post(path, fields | {"account": account, "at_least": "no"} | more)


# --- the whole of it


def test_a_midwife_alone_gets_something_to_use_from_her_first_entry(ada, stage):
    Agency.objects.using("owner").filter(pk=stage.world.ada.agency).update(contact="01632 960001")
    reference = opened(ada)
    answer = note(ada, reference)
    assert answer.status_code == 302
    page = words(ada.get(answer.url))
    assert "Note added" in page
    assert "Ada Hope" in page
    assert "01632 960001" in page
    assert "When is the baby due, and how sure is that?" in page
    assert "Source: General professional knowledge" in page
    assert "Sleeps on a friend&#39;s sofa." in page
    assert "Unborn baby of Zainab Qureshi" in page
    draft = ada.post(
        f"/records/{reference}/referral-draft", {"to": "Children’s social care", "as": "document"}
    )
    assert draft.content.startswith(b"%PDF")


# --- two lines


def test_a_note_is_about_the_mother_and_today_unless_somebody_says_otherwise(ada, stage, family):
    assert note(ada, family.reference).status_code == 302
    statement = next(one for one, said in record_of(family.reference, stage.world.ada).of(Event))
    entry = statement.current.content
    assert entry.said == Event(account=TWO_LINES)
    assert entry.happened == When.on(timezone.localdate())
    assert entry.about == (family.mother,)


def test_a_note_without_words_asks_for_them_and_keeps_the_rest(ada, family):
    answer = note(ada, family.reference, account="", **{"entry-by": "her sister"})
    assert answer.status_code == 422
    assert "Write what happened" in text(answer)
    assert "her sister" in text(answer)


def test_a_note_that_is_sent_twice_is_there_once(ada, stage, family):
    path, sent = address(family, "note"), {"entry": str(uuid4()), "kind": "event", "account": TWO_LINES}
    sent |= {"entry-on-day": "3", "entry-on-month": "3", "entry-on-year": "2025", "entry-how": "observed"}
    sent |= {"entry-seen_by": "everyone", "type": "other", "times": "1", "at_least": "no"}
    assert [ada.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert len(list(record_of(family.reference, stage.world.ada).of(Event))) == 1


# --- the next question, and whom to ring


def test_what_cannot_wait_is_asked_first_and_leads_to_its_answer(ada, stage, family):
    missed = Contact(outcome=ContactOutcome.NOT_ATTENDED)
    last_week = When.on(timezone.localdate() - timedelta(days=7))
    family.add(stage.world.ada, missed, happened=last_week, about=(family.mother,))
    page = text(ada.get(address(family, "use")))
    assert "Is the pregnancy continuing, and is she safe?" in page
    assert f'href="{address(family, "contacts/new")}"' in page


def test_a_question_rests_only_on_what_its_reader_may_see(stage, family):
    missed = Contact(outcome=ContactOutcome.NOT_ATTENDED)
    last_week = When.on(timezone.localdate() - timedelta(days=7))
    family.add(stage.world.ada, missed, happened=last_week, audience=OWN_AGENCY)
    assert "is she safe?" in text(signed_in(stage.world.ada).get(address(family, "use")))
    assert "is she safe?" not in text(signed_in(stage.world.cat).get(address(family, "use")))


def test_after_a_reported_loss_one_gentle_question_stays_and_nothing_is_drafted(ada, stage, family):
    lost = Outcome(baby=family.baby, result=Result.MISCARRIAGE)
    family.add(stage.world.ada, lost, happened=When.on(date(2025, 2, 1)))
    page = text(ada.get(address(family, "use")))
    assert "Who has confirmed this, and is she safe and cared for?" in page
    assert "Draft a referral" not in page
    for answer in (
        ada.get(address(family, "referral-draft")),
        ada.post(address(family, "referral-draft"), {"to": "Anybody"}),
    ):
        assert "A loss was reported, so nothing about this baby is drafted" in text(answer)


# --- text to copy


def test_the_text_of_one_entry_and_of_the_whole_record_stand_in_boxes_of_their_own(ada, stage, family):
    entry = family.add(stage.world.ada, Event(account="The cot came."), happened=When.on(date(2025, 3, 3)))
    page = text(ada.get(f"{address(family, 'use')}?entry={entry.id}"))
    boxes = re.findall(r"<textarea[^>]* readonly[^>]*>(.*?)</textarea>", page, re.S)
    assert len(boxes) == 2
    assert all("The cot came." in box for box in boxes)
    assert "Unborn baby of Leila Mistry" not in boxes[0]
    assert "Unborn baby of Leila Mistry" in boxes[1]


@pytest.mark.parametrize("asked", ["x", str(UUID(int=0)), "hidden"])
def test_an_entry_that_is_not_there_is_passed_over_in_silence(asked, stage, family):
    hidden = family.add(stage.world.ada, Event(account="Kept to ourselves."), audience=OWN_AGENCY)
    cat = signed_in(stage.world.cat)
    entry = str(hidden.id) if asked == "hidden" else asked
    page = text(cat.get(f"{address(family, 'use')}?entry={entry}"))
    assert page.count("<textarea") == 1
    assert "Kept to ourselves." not in page


def test_what_is_kept_to_fewer_people_says_so_in_the_copy(ada, stage, family):
    family.add(stage.world.ada, Event(account="Kept to ourselves."), audience=OWN_AGENCY)
    family.add(stage.world.ada, Event(account="For everyone."))
    page = words(ada.get(address(family, "use")))
    assert "[Do not pass on without asking] Kept to ourselves." in page
    assert "* For everyone." in re.sub(r"[\w ,]+:", "*", page)


def test_copying_is_a_look_of_its_own_name(ada, stage, family):
    entry = family.add(stage.world.ada, Event(account="The cot came."))
    ada.get(f"{address(family, 'use')}?entry={entry.id}")
    ada.post(address(family, "referral-draft"), {"to": "Anybody", "entries": str(entry.id), "as": "document"})
    looks = rows(
        "SELECT page, entries FROM audit_look WHERE record = %s ORDER BY at", family.record, using="owner"
    )
    assert looks == [("to_use", [entry.id]), ("referral_draft", [entry.id])]


# --- a draft


def draft(browser, family, *entries, **more):
    sent = {"to": "Children’s social care", "entries": [str(one.id) for one in entries], "as": "text"}
    answer = browser.post(address(family, "referral-draft"), sent | more)
    assert answer.status_code == 200
    return words(answer).partition("Nothing is sent from here")[0]


def test_a_draft_is_a_document_whose_name_says_nothing(ada, family):
    answer = ada.post(address(family, "referral-draft"), {"to": "Children’s social care", "as": "document"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="referral-draft.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_what_was_ticked_goes_into_a_draft_and_whose_it_is_always_does(ada, stage, family):
    cot = family.add(stage.world.ada, Event(account="The cot came."))
    flat = family.add(stage.world.ada, Event(account="The flat is damp."))
    page = text(ada.get(address(family, "referral-draft")))
    assert len(re.findall(rf'value="(?:{cot.id}|{flat.id})" checked', page)) == 2
    said = draft(ada, family, flat, why="The flat.")
    assert "The flat is damp." in said
    assert "The cot came." not in said
    assert "Leila Mistry" in said


def test_narrow_entries_are_neither_offered_nor_taken(ada, stage, family):
    narrow = family.add(stage.world.ada, Event(account="Kept to ourselves."), audience=OWN_AGENCY)
    assert "Kept to ourselves." not in text(ada.get(address(family, "referral-draft")))
    answer = ada.post(address(family, "referral-draft"), {"to": "Anybody", "entries": str(narrow.id)})
    assert answer.status_code == 422
    assert "Choose from the list" in text(answer)
    assert "Kept to ourselves." not in draft(ada, family)


def test_what_was_restricted_out_of_its_authors_sight_is_not_drafted_either(stage, family):
    said = family.add(stage.world.ben, Event(account="He is back at the flat."))
    keep = Restrict(entries=(said.id,), agencies=(stage.world.ada.agency,), why="It is not safe.")
    family.add(stage.world.ada, keep, audience=only(stage.world.ada.agency))
    ben = signed_in(stage.world.ben)
    assert "[Do not pass on without asking] He is back at the flat." in words(ben.get(address(family, "use")))
    assert "He is back at the flat." not in text(ben.get(address(family, "referral-draft")))


def test_a_draft_says_what_to_do_when_nobody_is_named(ada, family):
    answer = ada.post(address(family, "referral-draft"), {"why": "The flat."})
    assert answer.status_code == 422
    assert "Write to whom the referral goes" in text(answer)
    assert "The flat." in text(answer)


def test_names_in_other_writing_are_named_and_not_lost(ada):
    reference = opened(ada, mother__name="نور الهدى")
    path, sent = f"/records/{reference}/referral-draft", {"to": "Anybody"}
    assert ada.post(path, sent | {"as": "document"}).content.startswith(b"%PDF")
    assert "نور الهدى" in text(ada.post(path, sent | {"as": "text"}))


# --- how much work it is


def test_none_of_these_pages_takes_more_than_six_queries(ada, stage, family):
    paths = [address(family, page) for page in ("note", "use", "referral-draft")]
    counts = {path: len(_queries(ada, path)) for path in [*paths, "/records/new"]}
    assert max(counts.values()) <= 6, counts
    for number in range(30):
        family.add(
            stage.world.ben, Event(account=f"Number {number}"), learned=date(2025, 1, 1) + timedelta(number)
        )
    assert {path: len(_queries(ada, path)) for path in [*paths, "/records/new"]} == counts
