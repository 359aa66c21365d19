"""What is unknown, what was talked about, what changes and what was told: worked out from what a reader may see."""

from __future__ import annotations

from datetime import date

import pytest

from firsthome.kinds.change import Change, Step, WhoseWord
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.entry import How, Mark, Source
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.message import Message, Understood
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.question import Question
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.procedures.guides import guides
from firsthome.procedures.messages import messages
from firsthome.procedures.starters import starters
from firsthome.reading.change import evidence, steps
from firsthome.reading.conversations import closed_by, conversations, had_conversation
from firsthome.reading.messages import carers, messages_conflicts, messages_gaps
from firsthome.reading.unknown import answered_questions, hypotheses_about, open_questions, still_unknown
from tests.written import ADA, ASHWIN, BABY, BEN, CAT, EDD, LEILA, MATERNITY, NILA, SOCIAL_CARE, booked, only

MARCH = date(2025, 3, 3)


@pytest.fixture
def family():
    written = booked()
    written.say(PersonOnRecord(person=ASHWIN, role=Role.FATHER), MARCH)
    return written


# --- questions and what might explain them


def test_a_question_stays_open_until_it_is_answered_or_cannot_be_known(family):
    who = family.say(Question(unknown="Who lives there?"), MARCH)
    why = family.say(Question(unknown="Why did she move?"), MARCH)
    assert [said.unknown for _, said in open_questions(family.record)] == [
        "Who lives there?",
        "Why did she move?",
    ]
    family.mark(Mark.UPDATE, who, date(2025, 3, 9), Question(unknown="Who lives there?", answer="Her aunt"))
    gone = Question(unknown="Why did she move?", cannot_be_known="She would rather not say")
    family.mark(Mark.UPDATE, why, date(2025, 3, 9), gone)
    assert open_questions(family.record) == []
    assert [said.answer_words() for _, said in answered_questions(family.record)] == [
        "Answered: Her aunt",
        "Cannot be known, because: She would rather not say",
    ]
    assert still_unknown(family.record) == []


def test_what_is_due_first_stands_first_and_weeks_follow_the_expected_date(family):
    family.say(Question(unknown="No day"), MARCH)
    family.say(Question(unknown="By 28 weeks", due_week=28), MARCH)
    family.say(Question(unknown="In May", due=date(2025, 5, 20)), MARCH)
    words = [one.words for one in still_unknown(family.record)]
    assert words == ["By 28 weeks", "In May", "No day"]
    assert Question(unknown="?", due_week=28).due_on(EDD) == date(2025, 5, 13)
    family.say(Pregnancy(edd=date(2025, 9, 5)), date(2025, 3, 4))
    assert [one.words for one in still_unknown(family.record)] == ["In May", "By 28 weeks", "No day"]


def test_two_explanations_stand_side_by_side_under_what_they_explain(family):
    missed = family.say(Event(account="She did not come."), MARCH)
    question = family.say(Question(unknown="Why?", about_entry=missed.id), MARCH)
    family.say(Hypothesis(explains="The bus fare", about_entry=question.id), MARCH)
    family.say(
        Hypothesis(explains="Fear of us", about_entry=question.id, for_entries=(missed.id,)), MARCH, CAT
    )
    family.say(Hypothesis(explains="Neither"), MARCH)
    found = hypotheses_about(family.record)
    assert [said.explains for _, said in found[question.id]] == ["The bus fare", "Fear of us"]
    assert [said.explains for _, said in found[None]] == ["Neither"]


def test_an_explanation_is_never_worded_as_a_finding(family):
    said = Hypothesis(explains="Fear of us")
    entry = family.say(said, MARCH)
    assert said.sentence(entry, None).startswith("A possible explanation, not a finding: ")  # type: ignore[arg-type]


def test_what_a_question_and_an_explanation_rest_on_is_cited(family):
    one, two = (family.say(Event(account=words), MARCH).id for words in ("One", "Two"))
    assert Question(unknown="?", about_entry=one).cited() == (one,)
    said = Hypothesis(explains="?", about_entry=one, for_entries=(two,), against_entries=(one,))
    assert set(said.cited()) == {one, two}
    change = Change(person=LEILA, behaviour="Smoking", evidence_entries=(two,))
    assert change.cited() == (two,)


# --- conversations


def talk(person, outcome=Talked.TALKED, guide="life_with_a_newborn"):
    return Conversation(guide=guide, person=person, outcome=outcome)


def test_what_was_talked_about_with_her_was_not_talked_about_with_him(family):
    family.say(talk(LEILA), MARCH)
    assert had_conversation(family.record, "life_with_a_newborn", LEILA)
    assert not had_conversation(family.record, "life_with_a_newborn", ASHWIN)
    assert not had_conversation(family.record, "housing", LEILA)


@pytest.mark.parametrize("outcome", [Talked.NOT_NOW, Talked.NOT_SAFE])
def test_not_now_and_not_safe_are_answers_and_not_conversations(family, outcome):
    family.say(talk(LEILA, outcome, "own_upbringing"), MARCH)
    assert not had_conversation(family.record, "own_upbringing", LEILA)
    assert closed_by(family.record, "own_upbringing", LEILA) is (outcome is Talked.NOT_NOW)


def test_a_conversation_is_taken_up_again_without_losing_the_first(family):
    family.say(talk(LEILA), date(2025, 4, 1))
    family.say(talk(LEILA, Talked.NOT_NOW), MARCH, BEN)
    days = [one.day for one in conversations(family.record, "life_with_a_newborn", LEILA)]
    assert days == [MARCH, date(2025, 4, 1)]


def test_another_readers_conversation_is_not_had_for_me(family):
    family.say(talk(LEILA, guide="domestic_abuse"), MARCH, audience=only(MATERNITY))
    assert had_conversation(family.record_for(MATERNITY), "domestic_abuse", LEILA)
    assert not had_conversation(family.record_for(SOCIAL_CARE), "domestic_abuse", LEILA)


# --- change


def test_each_day_of_a_change_keeps_its_own_step(family):
    first = family.say(
        Change(person=LEILA, behaviour="Smoking", step=Step.HARDER, scale_minus_1="Ten"), MARCH
    )
    later = Change(person=LEILA, behaviour="Smoking", step=Step.BETTER, lapse="A bad week")
    family.mark(Mark.UPDATE, first, date(2025, 4, 1), later)
    statement = family.record.by_entry[first.id]
    assert [(one.entry.happened.earliest, one.said.step) for one in steps(statement)] == [
        (MARCH, Step.HARDER),
        (date(2025, 4, 1), Step.BETTER),
    ]


@pytest.mark.parametrize(
    ("more", "word_only"),
    [
        ({}, False),
        ({"step": Step.BETTER}, True),
        ({"evidence": "Two a day", "whose_word": WhoseWord.PARENT}, True),
        ({"evidence": "Her sister says so", "whose_word": WhoseWord.SOMEBODY_ELSE}, True),
        ({"evidence": "Reading of 2", "whose_word": WhoseWord.SEEN, "step": Step.BETTER}, False),
    ],
)
def test_it_is_known_whether_anybody_has_seen_a_change(family, more, word_only):
    entry = family.say(Change(person=LEILA, behaviour="Smoking", **more), MARCH)
    assert evidence(family.record, family.record.by_entry[entry.id]).on_word_only is word_only


@pytest.mark.parametrize(
    ("said", "source", "seen"),
    [
        (Event(account="Clear-eyed at clinic"), Source(), True),
        (Event(account="He drinks less"), Source(how=How.SAID, by="his mother"), False),
        (talk(LEILA), Source(), False),
    ],
)
def test_whose_word_an_entry_is_depends_on_who_said_it_not_on_who_typed_it(family, said, source, seen):
    shows = family.say(said, MARCH, source=source)
    entry = family.say(Change(person=LEILA, behaviour="Drinking", evidence_entries=(shows.id,)), MARCH)
    found = evidence(family.record, family.record.by_entry[entry.id])
    assert (found.seen, found.on_word_only) == (seen, not seen)


# --- messages


def gave(topic, person, understood=Understood.YES, version="April 2025", **more):
    return Message(topic=topic, person=person, understood=understood, version=version, **more)


def gaps(record):
    return {(gap.topic, gap.person) for gap in messages_gaps(record, messages())}


def test_what_one_parent_was_given_is_still_missing_for_the_other(family):
    family.say(gave("safer_sleep", LEILA), MARCH)
    assert ("safer_sleep", LEILA) not in gaps(family.record)
    assert ("safer_sleep", ASHWIN) in gaps(family.record)


def test_what_was_not_understood_is_still_missing_and_what_was_not_checked_is_not(family):
    family.say(gave("crying", LEILA, Understood.NOT_YET), MARCH)
    family.say(gave("feeding", LEILA, Understood.NOT_CHECKED), MARCH)
    assert ("crying", LEILA) in gaps(family.record)
    assert ("feeding", LEILA) not in gaps(family.record)
    family.say(gave("crying", LEILA), date(2025, 4, 1), BEN)
    assert ("crying", LEILA) not in gaps(family.record)


@pytest.mark.parametrize("standing", [Standing.SUSPECTED, Standing.KNOWN])
def test_where_abuse_may_be_at_work_nothing_suggests_approaching_him(family, standing):
    assert any(person == ASHWIN for _, person in gaps(family.record))
    family.say(Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=standing), MARCH, about=(LEILA,))
    assert {person for _, person in gaps(family.record)} == {LEILA}


def test_help_with_abuse_is_never_missing_for_him_and_his_side(family):
    assert ("domestic_abuse", LEILA) in gaps(family.record)
    assert ("domestic_abuse", ASHWIN) not in gaps(family.record)


def test_a_grandmother_stands_in_the_list_once_somebody_told_her(family):
    family.say(PersonOnRecord(person=NILA, role=Role.GRANDPARENT), MARCH)
    assert carers(family.record) == [LEILA, ASHWIN]
    family.say(gave("safer_sleep", NILA), MARCH)
    assert carers(family.record) == [LEILA, ASHWIN, NILA]


def test_two_services_with_different_versions_are_a_conflict_across_the_family(family):
    family.say(gave("safer_sleep", LEILA), MARCH)
    assert messages_conflicts(family.record) == []
    family.say(gave("safer_sleep", ASHWIN, version="april 2025"), MARCH, BEN)
    assert messages_conflicts(family.record) == []
    family.say(gave("safer_sleep", ASHWIN, version="Leaflet of 2019"), date(2025, 4, 1), BEN)
    (found,) = messages_conflicts(family.record)
    assert (found.topic, set(found.versions)) == ("safer_sleep", {"April 2025", "Leaflet of 2019"})


def test_one_service_that_moved_on_to_a_new_version_does_not_contradict_itself(family):
    family.say(gave("crying", LEILA), MARCH)
    family.say(gave("crying", LEILA, version="May 2025"), date(2025, 5, 1))
    assert messages_conflicts(family.record) == []


def test_what_somebody_had_heard_differently_is_a_conflict_too(family):
    family.say(gave("crying", LEILA, heard_differently="Her aunt: leave him"), MARCH)
    (found,) = messages_conflicts(family.record)
    assert (found.topic, found.versions) == ("crying", ())


def test_a_conflict_is_seen_only_by_who_may_see_both_sides(family):
    family.say(gave("crying", LEILA), MARCH, ADA)
    family.say(gave("crying", LEILA, version="Another"), MARCH, BEN, audience=only(2, MATERNITY))
    assert messages_conflicts(family.record_for(MATERNITY))
    assert messages_conflicts(family.record_for(SOCIAL_CARE)) == []


# --- after a loss


def test_after_a_loss_nothing_about_the_baby_is_missing_or_waits(family):
    family.say(Question(unknown="Is she growing?"), MARCH, about=(BABY,))
    family.say(Question(unknown="Is Leila safe at home?"), MARCH, about=(LEILA,))
    said = Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN, affected_now=AffectedNow.NOT_KNOWN)
    family.say(said, MARCH, about=(LEILA,))
    assert len(still_unknown(family.record)) == 3
    loss = family.say(Outcome(baby=BABY, result=Result.MISCARRIAGE), date(2025, 4, 1))
    assert [one.words for one in still_unknown(family.record)] == ["Is Leila safe at home?"]
    assert {topic for topic, _ in gaps(family.record)} == {"parents_mental_health", "domestic_abuse"}
    family.mark(Mark.ERROR, loss, date(2025, 4, 2))
    assert len(still_unknown(family.record)) == 3
    assert ("safer_sleep", LEILA) in gaps(family.record)


# --- the partnership's data

PRINTS = {
    "life_with_a_newborn": ("2025-04", "7acea00ebafd6a58"),
    "own_upbringing": ("2025-04", "b5278142368cb62b"),
    "what_drives_this": ("2025-04", "565cfe2cf748fe00"),
    "why_contact_stopped": ("2025-04", "fc799ca408643646"),
    "talking_about_the_baby": ("2025-04", "7e6730902914882f"),
    "housing": ("2025-04", "fe9ab68e54c374c0"),
    "domestic_abuse": ("2025-04", "67b04e29c3a6c194"),
}


def test_a_guide_whose_words_change_takes_a_new_version():
    assert {key: (guide.version, guide.digest) for key, guide in guides().items()} == PRINTS, (
        "Give a guide a new version when its words change, then put its new print here."
    )


def test_own_upbringing_is_asked_once_and_abuse_only_alone():
    assert [key for key, guide in guides().items() if guide.once] == ["own_upbringing"]
    assert [key for key, guide in guides().items() if guide.alone] == ["domestic_abuse"]


def test_guides_messages_and_starters_say_where_they_come_from():
    for one in (*guides().values(), *messages().values(), *starters()):
        assert one.source
        assert one.confirmed or "not confirmed" in one.say_source()


def test_no_message_tells_anybody_to_stop_at_once():
    for topic in (messages()["alcohol"], messages()["substances"]):
        assert "same day" in topic.caution
        assert "stop" not in f"{topic.title} {topic.about}".lower()
