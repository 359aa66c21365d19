"""Asking, talking, changing and telling on a record: what a practitioner does, and what they find there afterwards."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.change import Change
from firsthome.kinds.communication import Communication, NeedsInterpreter
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.conversation import AsAsked, Conversation, Part, Talked
from firsthome.kinds.entry import Audience
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.question import Question
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.procedures.guides import guides
from firsthome.procedures.messages import messages
from tests.ledger_world import begin_family, new_person
from tests.test_pages_reading import _queries
from tests.world import signed_in

PAGES = ("unknown", "conversations", "changes", "messages")


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def father(stage, family):
    person = new_person("Ashwin Mistry")
    family.add(stage.world.ada, PersonOnRecord(person=person, role=Role.FATHER))
    return person


def at(family, rest=""):
    return f"/records/{family.reference}/{rest}"


def text(answer):
    """The words of a page, without its marks."""
    page = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def today():
    day = timezone.localdate()
    return {"entry-on-day": str(day.day), "entry-on-month": str(day.month), "entry-on-year": str(day.year)}


def send(browser, family, kind, query="", **answers):
    answer = browser.post(at(family, f"add/{kind}{query}"), {"entry": str(uuid4()), **today(), **answers})
    assert answer.status_code == 302, text(answer)
    return answer


def said(family, reader, model):
    return [one for _, one in family.read(reader).of(model)]


# --- questions


def test_a_question_begins_with_a_starter_and_waits_on_the_front_page(stage, ada, family):
    form = ada.get(at(family, "add/question?starter=0-0"))
    assert "Who is in the home, when, and by what name do they go?" in html.unescape(form.content.decode())
    assert "What is the answer?" not in text(form), "it is asked once there can be one"
    send(ada, family, "question", unknown="Who is in the home?", due_week="28", finder_words="Her sister")
    front = text(ada.get(at(family)))
    assert "Still unknown Who is in the home? To find out: Her sister, by 28 weeks of pregnancy." in front


def test_answering_asks_for_the_answer_first_and_takes_it_off_the_front_page(stage, ada, family):
    question = family.add(stage.world.ada, Question(unknown="Who is in the home?"))
    change = at(family, f"entries/{question.id}/correct?mark=update")
    form = text(ada.get(change))
    assert form.index("What is the answer?") < form.index("What do we not know?")
    sent = {
        "entry": str(uuid4()), "tip": str(question.id), "mark": "update", **today(), "entry-reason": "She told me",
        "unknown": "Who is in the home?", "answer": "Her aunt Carol", "answered_by": "Shannon",
    }  # fmt: skip
    assert ada.post(change, sent).status_code == 302
    assert "Nothing that you can see is written down as unknown" in text(ada.get(at(family)))
    page = text(ada.get(at(family, "unknown")))
    assert "Answered: Her aunt Carol (from Shannon)" in page.split("Answered, or cannot be known")[1]


def test_explanations_stand_side_by_side_with_both_sides_of_each(stage, ada, family):
    question = family.add(stage.world.ada, Question(unknown="Why did she not come?"))
    assert "Say what might explain it" in text(ada.get(at(family, "unknown")))
    begun = ada.get(at(family, f"add/hypothesis?about={question.id}")).content.decode()
    assert re.search(rf'value="{question.id}" selected', begun)
    send(ada, family, "hypothesis", explains="The fare", about_entry=str(question.id), for_words="No money")
    family.add(stage.world.ben, Hypothesis(explains="Fear of us", about_entry=question.id))
    page = text(ada.get(at(family, "unknown")))
    part = page.split("Waiting for an answer")[1]
    assert part.index("The fare") < part.index("Speaks for it No money") < part.index("Fear of us")
    assert "Possibilities, not findings" in page


def test_a_link_can_put_no_words_into_a_form_and_nothing_that_its_reader_may_not_see(stage, family):
    hidden = family.add(stage.world.cat, Event(account="Kept close"), audience=Audience(everyone=False))
    ben = signed_in(stage.world.ben)
    query = urlencode(
        {"unknown": "Put in by a link", "about": hidden.id, "starter": "9-9", "person": uuid4()}
    )
    page = ben.get(at(family, f"add/question?{query}")).content.decode()
    assert "Put in by a link" not in page
    assert str(hidden.id) not in page


# --- conversations


def test_a_conversation_keeps_its_guide_as_it_was_asked(stage, ada, family, monkeypatch):
    query = f"?guide=housing&person={family.mother}"
    form = text(ada.get(at(family, f"add/conversation{query}")))
    assert "Where did you sleep last night, and who else was there?" in form
    assert "not confirmed by your partnership" in form
    send(
        ada, family, "conversation", query, guide="housing", person=str(family.mother), outcome="talked",
        own_words="On Carol’s sofa.", agreed="yes", seen_alone="yes",
    )  # fmt: skip
    (kept,) = said(family, stage.world.ada, Conversation)
    assert kept.as_asked == AsAsked.model_validate(guides()["housing"].as_asked())
    entry = next(one for one, said in family.read(stage.world.ada).of(Conversation)).current.content
    assert entry.about == (family.mother,)
    old = AsAsked(title="Housing", version="2019", digest="0", parts=(Part(prompts=("Where do you stay?",)),))
    earlier = Conversation(
        guide="housing", person=family.mother, outcome=Talked.TALKED, own_words="Here.", as_asked=old
    )
    then = family.add(stage.world.ada, earlier)
    assert "Where do you stay?" in text(ada.get(at(family, f"entries/{then.id}")))
    correcting = text(ada.get(at(family, f"entries/{then.id}/correct?mark=correction")))
    assert "Where do you stay?" in correcting
    assert "Where did you sleep last night" not in correcting


def test_taking_it_up_again_shows_what_the_same_parent_said_before_and_nobody_elses_words(
    stage, ada, family, father
):
    for person, words in ((family.mother, "Nights worry me."), (father, "I can do nights.")):
        spoken = Conversation(
            guide="life_with_a_newborn", person=person, outcome=Talked.TALKED, own_words=words, agreed=True
        )
        family.add(stage.world.ben, spoken)
    form = text(ada.get(at(family, f"add/conversation?guide=life_with_a_newborn&person={family.mother}")))
    assert "What was said before" in form
    assert "Nights worry me." in form
    assert "I can do nights." not in form


def test_the_list_says_what_was_had_with_whom_and_not_now_closes_what_is_asked_once(
    stage, ada, family, father
):
    page = text(ada.get(at(family, "conversations")))
    assert page.count("Write down a conversation : How they were brought up with") == 2
    for guide in ("own_upbringing", "housing"):
        family.add(stage.world.ben, Conversation(guide=guide, person=family.mother, outcome=Talked.NOT_NOW))
    page = text(ada.get(at(family, "conversations")))
    assert "It is asked once. There is no need to ask again." in page
    assert "How they were brought up with Ashwin Mistry" in page
    assert "Write down a conversation : How they were brought up with Leila" not in page
    assert "Take it up again : Where they live, asked again with Leila Mistry" in page


def test_where_abuse_may_be_at_work_no_page_leads_to_him(stage, ada, family, father):
    for page in ("conversations", "messages"):
        assert f"person={father}" in ada.get(at(family, page)).content.decode()
    family.add(stage.world.ben, Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=Standing.SUSPECTED))
    for page in ("conversations", "messages"):
        shown = ada.get(at(family, page)).content.decode()
        assert f"person={father}" not in shown
        assert f"person={family.mother}" in shown
        assert "Who decides safely" in shown or "who decides safely" in shown


def test_a_question_leads_to_a_form_that_begins_with_the_guide_and_whom_it_is_with(stage, ada, family):
    family.add(stage.world.ada, Pregnancy(edd=timezone.localdate() + timedelta(weeks=6)))
    for _ in range(2):
        family.add(
            stage.world.ada,
            Contact(outcome=ContactOutcome.NOT_ATTENDED),
            happened=When.on(timezone.localdate()),
        )
    chosen = {"guide": "why_contact_stopped", "person": str(family.mother)}
    for page in ("questions", ""):
        assert (
            html.escape(at(family, f"add/conversation?{urlencode(chosen)}"))
            in ada.get(at(family, page)).content.decode()
        )
    form = ada.get(at(family, "add/conversation"), chosen).content.decode()
    for value in chosen.values():
        assert re.search(rf'value="{value}"[^>]*(selected|checked)', form)


def test_somebody_who_chooses_conversation_is_led_to_the_guides(ada, family):
    listed = ada.get(at(family, "add")).content.decode()
    assert f'href="{at(family, "conversations")}"' in listed
    assert f'href="{at(family, "messages")}"' in listed


def test_how_somebody_is_talked_with_stands_beside_every_form_for_meeting_them(stage, ada, family):
    forms = ("contacts/new", f"add/conversation?guide=housing&person={family.mother}", "add/message")
    assert all("An interpreter is needed" not in text(ada.get(at(family, form))) for form in forms)
    needs = Communication(person=family.mother, language="Gujarati", interpreter=NeedsInterpreter.YES)
    family.add(stage.world.ben, needs)
    for form in (*forms, "conversations", "messages"):
        assert "Gujarati. An interpreter is needed: a professional one, never family" in text(
            ada.get(at(family, form))
        ), form
    assert "fh-safe" not in ada.get(at(family, "add/plan")).content.decode()


# --- change


def test_saying_how_a_change_goes_asks_the_step_anew_and_keeps_the_rest(stage, ada, family):
    first = Change(
        person=family.mother, behaviour="Smoking", wants="To smell of nothing", step="-1", evidence="Ten a day",
        whose_word="parent", scale_minus_1="Ten", scale_plus_1="One",
    )  # fmt: skip
    entry = family.add(stage.world.ada, first)
    assert "So far somebody says so. What would show that it is holding" in text(
        ada.get(at(family, "changes"))
    )
    form = ada.get(at(family, f"entries/{entry.id}/correct?mark=update")).content.decode()
    assert "To smell of nothing" in form
    evidence = re.search(r'<textarea[^>]*name="evidence"[^>]*>(.*?)</textarea>', form, re.S)
    assert evidence is not None
    assert evidence.group(1).strip() == "", "what showed it then does not show it now"
    sent = {
        "entry": str(uuid4()), "tip": str(entry.id), "mark": "update", **today(), "entry-reason": "Measured today",
        "person": str(family.mother), "behaviour": "Smoking", "wants": "To smell of nothing", "step": "1",
        "evidence": "Reading of 2", "whose_word": "seen", "lapse": "A bad week; she rang", "scale_plus_1": "One",
    }  # fmt: skip
    assert ada.post(at(family, f"entries/{entry.id}/correct"), sent).status_code == 302
    page = text(ada.get(at(family, "changes")))
    assert page.index("−1 on their own scale: “Ten”") < page.index("+1 on their own scale: “One”")
    assert "Shown by: Reading of 2 (a practitioner saw it, or it was measured)" in page
    assert "A lapse, and what helped: A bad week; she rang" in page
    assert "Support after the birth Nothing recorded here yet" in page
    assert "Somebody has seen it, or it was measured." in page


# --- messages


def test_a_message_takes_the_version_in_use_and_stands_under_its_carer(stage, ada, family, father):
    query = f"?topic=safer_sleep&person={family.mother}"
    form = ada.get(at(family, f"add/message{query}")).content.decode()
    assert "https://www.lullabytrust.org.uk/" in form
    assert "link not checked yet" in form
    send(
        ada, family, "message", query, topic="safer_sleep", person=str(family.mother), understood="yes",
        said_back="On his back",
    )  # fmt: skip
    (kept,) = said(family, stage.world.ada, Message)
    assert (kept.version, kept.topic_title) == (messages()["safer_sleep"].version, "Safer sleep")
    page = ada.get(at(family, "messages")).content.decode()
    assert f"topic=safer_sleep&amp;person={father}" in page
    assert f"topic=safer_sleep&amp;person={family.mother}" not in page
    assert "“On his back”" in page


def test_services_that_differ_are_said_in_words(stage, ada, family):
    for by, version in ((stage.world.ada, "April 2025"), (stage.world.ben, "Leaflet of 2019")):
        given = Message(topic="crying", person=family.mother, understood=Understood.YES, version=version)
        family.add(by, given)
    page = text(ada.get(at(family, "messages")))
    part = page[
        page.index("Where parents may have heard different things") : page.index("Who was given what")
    ]
    assert "Maternity: April 2025" in part
    assert "Health visiting: Leaflet of 2019" in part


def test_after_a_loss_nothing_leads_to_talking_about_the_baby(stage, ada, family):
    assert "Life with a newborn" in text(ada.get(at(family, "conversations")))
    assert "Safer sleep" in text(ada.get(at(family, "messages")))
    loss = Outcome(baby=family.baby, result=Result.MISCARRIAGE)
    family.add(stage.world.ada, loss, happened=When.on(timezone.localdate()))
    talking = text(ada.get(at(family, "conversations")))
    assert "Life with a newborn" not in talking
    assert "Abuse at home, asked alone, again" in talking
    given = ada.get(at(family, "messages")).content.decode()
    assert "Safer sleep" not in given
    assert "topic=parents_mental_health" in given


# --- every page


@pytest.mark.parametrize("name", PAGES)
def test_a_hidden_entry_changes_nothing_on_the_page(stage, family, name):
    ben = signed_in(stage.world.ben)
    before = _body(ben.get(at(family, name)))
    narrow = {"audience": Audience(everyone=False)}
    cat = stage.world.cat
    hidden = family.add(cat, Question(unknown="Hidden"), **narrow)
    family.add(cat, Hypothesis(explains="Hidden", about_entry=hidden.id), **narrow)
    family.add(cat, Conversation(guide="housing", person=family.mother, outcome=Talked.TALKED), **narrow)
    family.add(cat, Change(person=family.mother, behaviour="Hidden"), **narrow)
    given = Message(topic="crying", person=family.mother, understood=Understood.YES, version="Hidden")
    family.add(cat, given, **narrow)
    family.add(cat, Communication(person=family.mother, language="Hidden"), **narrow)
    family.add(cat, Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=Standing.KNOWN), **narrow)
    assert _body(ben.get(at(family, name))) == before
    assert _body(signed_in(cat).get(at(family, name))) != before


def _body(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_what_explains_a_narrow_entry_reaches_nobody_else(stage, family):
    narrow = family.add(stage.world.cat, Event(account="Kept close"), audience=Audience(everyone=False))
    family.add(stage.world.cat, Hypothesis(explains="Because of that", for_entries=(narrow.id,)))
    family.add(stage.world.cat, Question(unknown="What followed?", about_entry=narrow.id))
    page = text(signed_in(stage.world.ben).get(at(family, "unknown")))
    assert "Because of that" not in page
    assert "What followed?" not in page
    assert "Because of that" in text(signed_in(stage.world.cat).get(at(family, "unknown")))


def test_each_page_takes_six_queries_at_most_however_much_was_said(stage, ada, family):
    def queries():
        return {name: len(_queries(ada, at(family, name))) for name in PAGES}

    few = {}
    for number in range(8):
        question = family.add(stage.world.ben, Question(unknown=f"Number {number}"))
        family.add(stage.world.ben, Hypothesis(explains="So", about_entry=question.id))
        family.add(stage.world.ben, Change(person=family.mother, behaviour=f"Number {number}"))
        given = Message(topic="crying", person=family.mother, understood=Understood.YES, version=str(number))
        family.add(stage.world.ben, given)
        few = few or queries()
    assert few == queries()
    assert max(few.values()) <= 6, few


def test_words_written_into_a_page_are_text_there(stage, ada, family):
    tag = "<script>alert(1)</script>"
    family.add(stage.world.ben, Question(unknown=tag, finder_words=tag))
    family.add(stage.world.ben, Hypothesis(explains=tag, for_words=tag))
    family.add(stage.world.ben, Change(person=family.mother, behaviour=tag, wants=tag, lapse=tag))
    given = Message(
        topic="crying", person=family.mother, understood=Understood.YES, version=tag, said_back=tag
    )
    family.add(stage.world.ben, given)
    for name in ("unknown", "changes", "messages"):
        page = ada.get(at(family, name)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
