"""What a review says, and when it was so, is kept in its words and as exactly as it was said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from firsthome.kinds.choices import Asked
from firsthome.kinds.concern import Concern, WhoTold
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import Role
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.household import Household
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome
from firsthome.kinds.vulnerability import Topic, Vulnerability
from firsthome.kinds.when import Precision
from tests.small_review import (  # noqa: F401 fixtures that every test here stands on
    BIRTH,
    SMALL,
    entry_saying,
    last,
    partnership,
    record_of,
    review_with,
    rolled_back,
)

# --- dates ---


@pytest.mark.parametrize(
    ("fact", "words", "precision", "learned"),
    [
        ({"on": "2019-05-03"}, "3 May 2019", Precision.DAY, "2019-05-03"),
        ({"on": "2019-05-03", "approx": True}, "about 3 May 2019", Precision.DAY, "2019-05-03"),
        (
            {"on": "2019-05-03", "approx": True, "derived": "a week later"},
            "about 3 May 2019 (a week later)",
            Precision.DAY,
            "2019-05-03",
        ),
        ({"on": "2019-05-15", "precision": "month"}, "May 2019", Precision.MONTH, "2019-05-31"),
        ({"on": "2019-11-15", "precision": "month"}, "November 2019", Precision.MONTH, "2019-11-20"),
        ({"on": "2019-04-15", "precision": "season"}, "spring 2019", Precision.SEASON, "2019-05-31"),
        ({"on": "2018-04-15", "precision": "year"}, "2018", Precision.YEAR, "2018-12-31"),
        ({"when": "before_pregnancy"}, "before the pregnancy", Precision.PHASE, "2019-03-01"),
        ({"when": "pregnancy"}, "in pregnancy", Precision.PHASE, "2019-03-01"),
        ({"when": "pregnancy_or_after"}, "in pregnancy or after the birth", Precision.PHASE, "2019-08-31"),
        ({"when": "after_birth"}, "after the birth", Precision.PHASE, "2019-08-31"),
        ({"baby_day": 3}, "when the baby was 3 days old", Precision.DAY, "2019-09-03"),
        ({"week": 24}, "at 24 weeks of pregnancy", Precision.GESTATION, "2019-03-01"),
        (
            {"on": "2019-05-01", "placeholder": True, "window": ["2019-04-01", "2019-09-01"]},
            "some time between 1 April 2019 and 1 September 2019, order only",
            Precision.STRETCH,
            "2019-05-01",
        ),
        (
            {"on": "2019-05-01", "placeholder": True},
            "date not stated, order only",
            Precision.UNKNOWN,
            "2019-05-01",
        ),
    ],
)
def test_dates_keep_their_words_and_precision(
    fact: dict[str, Any], words: str, precision: Precision, learned: str
) -> None:
    record = record_of(review_with(fact | {"detail": "Dated."}))
    dated = entry_saying("Dated.", record)
    assert dated.happened.say() == words
    assert dated.happened.precision is precision
    assert dated.learned == date.fromisoformat(learned)


def test_weeks_are_resolved_with_an_expected_date_that_was_stated() -> None:
    stated = {"born_on": "2019-08-31", "expected_date": "2019-09-14", "expected_date_approx": True}
    record = record_of(review_with({"week": "24+0", "detail": "Weeks."}, pregnancy=stated))
    assert record.pregnancy
    assert (record.edd, record.pregnancy.certainty) == (date(2019, 9, 14), Certainty.ABOUT)
    assert record.pregnancy.basis is Basis.REVIEW
    assert entry_saying("Weeks.", record).learned == date(2019, 5, 25)


def test_no_expected_date_is_worked_out_from_the_birth() -> None:
    assert record_of(SMALL).edd is None
    derived = {"expected_date": "2019-09-14", "expected_date_derived": "from the birth", "known_week": 24}
    record = record_of(review_with(slug="derived", pregnancy=derived))
    assert record.edd is None
    assert record.pregnancy
    assert record.pregnancy.known_at_week == 24


def test_without_a_stated_opening_phases_count_from_the_first_dated_fact_of_the_pregnancy() -> None:
    facts = [
        {"on": "2018-05-01"},
        {"on": "2019-02-15", "precision": "month"},
        {"when": "pregnancy", "detail": "Phase."},
    ]
    record = record_of(review_with(*facts, case_opens={"note": "not known"}))
    assert entry_saying("Phase.", record).learned == date(2019, 2, 28)


def test_the_record_reads_as_it_grew() -> None:
    facts = [{"on": "2019-07-01"}, {"on": "2019-04-01"}, {"on": "2019-05-15", "precision": "month"}]
    record = record_of(review_with(*facts))
    learned = [statement.entries[0].learned for statement, _ in record.of(Event)]
    assert learned == sorted(day for day in learned if day)


# --- what is said ---


def test_several_of_unknown_number_are_one_entry() -> None:
    record = record_of(review_with({"on": "2019-05-01", "type": "contact_missed", "count_min": 2}))
    [(_, said)] = record.of(Contact)
    assert (said.outcome, said.times, said.at_least) == (ContactOutcome.NOT_ATTENDED, 2, True)


@pytest.mark.parametrize(
    ("fact", "outcome"),
    [
        ({"type": "contact_attended"}, ContactOutcome.ATTENDED),
        ({"type": "no_access"}, ContactOutcome.NO_ACCESS),
        ({"type": "contact_missed", "agency_absence": True}, ContactOutcome.CANCELLED_BY_SERVICE),
        ({"type": "contact_cancelled", "agency_absence": True}, ContactOutcome.CANCELLED_BY_SERVICE),
        (
            {"type": "contact_cancelled", "detail": "The health visitor cancelled."},
            ContactOutcome.CANCELLED_BY_SERVICE,
        ),
        (
            {"type": "contact_cancelled", "detail": "Visit cancelled by the mother."},
            ContactOutcome.CANCELLED_BY_FAMILY,
        ),
        (
            {"type": "contact_cancelled", "detail": "Mother declined the visit."},
            ContactOutcome.CANCELLED_BY_FAMILY,
        ),
        ({"type": "contact_cancelled", "detail": "Visit cancelled."}, ContactOutcome.CANCELLED),
    ],
)
def test_who_did_not_come_is_said_as_the_review_says_it(
    fact: dict[str, Any], outcome: ContactOutcome
) -> None:
    [(_, said)] = record_of(review_with({"on": "2019-05-01"} | fact)).of(Contact)
    assert said.outcome is outcome


def test_men_the_home_and_what_was_told_have_kinds_of_their_own_where_the_words_say_so() -> None:
    people = [
        {"id": "mother", "role": "mother"},
        {"id": "father", "role": "father, not living with mother but visiting often"},
        {"id": "neighbours", "role": "neighbours"},
    ]
    record = record_of(
        SMALL
        | {
            "people": people,
            "facts": [
                {"on": "2019-05-01", "agency": "police", "type": "incident", "who": ["neighbours"],
                 "detail": "Neighbours began to report shouting"},
                {"on": "2019-05-02", "agency": "gp", "type": "contact_attended", "who": ["mother", "father"],
                 "detail": "Spoke with her while the father was in the room"},
                {"on": "2019-05-03", "agency": "early_help", "type": "contact_cancelled", "who": ["mother"],
                 "detail": "Mother declined the group, saying friends had babies"},
                {"on": "2019-05-04", "agency": "housing", "type": "move", "who": ["mother", "father"],
                 "detail": "Moved in with each other"},
            ],
        }
    )  # fmt: skip
    [(_, lives)] = record.of(FatherOrPartner)
    [(_, told)] = record.of(Concern)
    [(_, home)] = record.of(Household)
    met, declined = (said for _, said in record.of(Contact))
    father = lives.person
    assert (lives.lives_there, lives.how_known, told.who) == (Asked.NO, None, WhoTold.NEIGHBOUR)
    assert (met.seen_alone, set(met.present)) == (Asked.NO, {record.mother, father})
    assert declined.reason_given == "friends had babies"
    assert not declined.barrier, "a reason that was given is not yet what is in the way"
    assert set(home.living) == {record.mother, father}


def test_unknown_words_are_kept_and_find_a_place() -> None:
    record = record_of(
        review_with(
            {"on": "2019-05-01", "type": "court_hearing", "new_field": {"any": "thing"}},
            {"on": "2019-05-02", "type": "vulnerability_known", "vulnerability": "gang_involvement"},
            {
                "on": "2019-05-03",
                "type": "vulnerability_known",
                "vulnerability": "other",
                "late_booking": True,
            },
            {"on": "2019-05-04", "type": "share"},
        )
    )
    first, second = [said for _, said in record.of(Vulnerability)]
    assert (first.topic, first.account) == (Topic.OTHER, "Gang involvement: So it was.")
    assert second.topic is Topic.LATE_BOOKING
    events = [(said.type, said.account) for _, said in record.of(Event)]
    assert (EventType.OTHER, "Court hearing: So it was.") in events
    assert (EventType.INFORMATION, "So it was.") in events


def test_each_birth_is_an_outcome_of_its_baby() -> None:
    people = [*SMALL["people"], {"id": "one", "role": "twin one"}, {"id": "two", "role": "twin two"}]
    births = [BIRTH | {"who": ["mother", "one"]}, BIRTH | {"who": ["mother", "two"], "on": "2019-09-01"}]
    record = record_of(review_with(*births, people=people))
    assert len(record.babies) == 2
    assert [outcome.baby for _, outcome in record.outcomes] == record.babies
    assert record.born_on == date(2019, 8, 31)


def test_twins_born_together_are_two_outcomes() -> None:
    record = record_of(review_with(BIRTH, pregnancy={"born_on": "2019-08-31", "twins": True}))
    assert {outcome.baby for _, outcome in record.outcomes} == set(record.babies)
    assert len(record.babies) == 2


def test_a_birth_that_is_only_stated_with_the_pregnancy_is_on_the_record() -> None:
    entry, outcome = last(record_of(SMALL), Outcome)
    assert (entry.happened.earliest, outcome.baby is not None) == (date(2019, 8, 31), True)


def test_people_come_in_by_role_with_the_first_fact_that_names_them() -> None:
    record = record_of(review_with({"on": "2019-06-01", "who": ["man"]}))
    man = next(said for said in record.people.values() if said.role is Role.FATHER)
    assert man.role_words == "young man, said to be the father"
    entry = next(s.current.content for s, said in record.of(type(man)) if said.person == man.person)
    assert entry.learned == date(2019, 6, 1)
    assert record.people[record.mother].age == "about 24"  # type: ignore[index]
