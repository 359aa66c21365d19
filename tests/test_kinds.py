"""Each kind of entry: what it asks, how it reads, and that whatever was ever stored can still be read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from firsthome.kinds import registry
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, Names, Said, Words, ask, ended
from firsthome.kinds.event import Event
from firsthome.kinds.gestation import day_of, gestation_on, read_gestation, say_gestation
from firsthome.kinds.record import Record
from firsthome.kinds.registry import canonical, kinds, restore_said, store_said
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import (
    Span,
    days_between,
    say_day,
    say_span,
    season_name,
    season_of,
    whole_month,
    whole_year,
)
from firsthome.record.chain import body_digest

EXAMPLES = Path(__file__).parent / "examples"
EVERY_SCHEMA = [(kind, n) for kind, model in kinds().items() for n in range(1, model.schema_number + 1)]
PERSONS = {"a": "Leila Mistry", "b": "Ashwin Mistry", "c": "Baby Mistry"}

SENTENCES = {
    "acknowledgement": "Maternity: read and understood 1 entry. We will add it to our own file.",
    "action": "To do: Home visit before 30 weeks, Ada Hope, by 3 May 2025.",
    "after_loss": "After the loss: cancel the appointments that were for this baby. Done. "
    "Scan and clinic, by telephone.",
    "address": "Leila Mistry: a sealed address, until 30 September 2025.",
    "adoption_order": "An adoption order was made for Baby Mistry on 3 March 2026. "
    "Nothing more about this baby is written here.",
    "also_called": "Leila Mistry: Leila Khan. Name at birth, until 2019. On her school record.",
    "analysis": "Professional opinion, resting on 2 entries: She is frightened of him.",
    "carried_over": "Known from before: Born at 34+0 weeks, in special care for a week.",
    "closing": "Record closed: early help. Why: The plan has done its work. What happens next: "
    "The health visitor goes on seeing them at home. Who sees to it: Ben Moss, health visitor.",
    "challenge": "Challenge, between the practitioners, raised with Maternity, Jo Bell: She is not safe at home. "
    "I want an assessment before 24 weeks. Answer due by 3 May 2025.",
    "change": "Drinking in the evening, Leila Mistry. Wants: “To be awake for him at night.” "
    "+1 on their own scale: “Two evenings a week without”. "
    "Shown by: Three mornings in a row clear at clinic (a practitioner saw it, or it was measured). "
    "After the birth: The substance misuse service, every week until he is one.",
    "communication": "Talking and writing with Leila Mistry: Gujarati. An interpreter is needed: a professional one, "
    "never family or a friend. One thing at a time, dates written down. Mornings, at the hub. "
    "Advocate: offered, not arranged yet.",
    "contact": "Home visit attended. She was seen in the kitchen. The cot has arrived. "
    "In her words: “He is nice when he is not tired.” Next contact 17 March 2025.",
    "contact_details": "Leila Mistry: 01632 960777, leila@example.org. Safe contact: do not text; "
    "do not leave a voicemail; ring between 10 and 12 on weekdays; "
    "somebody else may answer, listen or read it: his mother.",
    "conversation": "Life with a newborn: talked with Ashwin Mistry, alone. With a professional interpreter, Gujarati. "
    "Nights, and who gets up. In their own words, agreed: "
    "“I thought he would sleep at night. Now I know he will not.” "
    "To come back to: Money, once he has heard about leave.",
    "decision": "Decision: Strategy meeting on Monday. Why: Two reports in one week. "
    "Seen differently: The health visitor would not wait.",
    "done_elsewhere": "Done elsewhere: “Who is the lead professional?” "
    "Recorded in: The council’s own system, as Cat Reed told. Cat Reed leads.",
    "event": "A neighbour heard shouting (at least 3 times).",
    "concern": "A neighbour told us: He shouts at night. Their name goes no further. "
    "What came of it: Cat Reed went to see her the same day. Went back to them: Ann, on Monday.",
    "father_or_partner": "Ashwin Mistry, as father or partner. Who it is: somebody named them, said by her sister. "
    "Knows of the pregnancy: yes. Talked with alone: yes, Ben Moss, 3 March. "
    "Checks: Maternity, on 3 March 2025, result kept in: the police’s own system. "
    "In their own words: “I want to be there.” Their part in the plan: Takes the nights at the weekend.",
    "network_member": "Leila Mistry, her aunt. What they have seen: “She is alone most nights.” "
    "What would keep the baby and her safe: “Somebody there on Fridays.” "
    "What they can do, and when: Sleep there; Fridays. "
    "When the network meets: must not be invited, decided by Ada Hope, because he would hear of it.",
    "help_offer": "Early help: Somebody to come twice a week, Maternity. Offered and declined for now. "
    "Why: “I have had enough people in my kitchen.” "
    "What would make it acceptable: At the hub, with her sister there. To be asked again on 3 May 2025 by Ada Hope.",
    "referral_received": "Referral received: Jo Bell, duty team. To be decided by 3 May 2025. "
    "Record of truth: The council’s system, 4711.",
    "contribution": "Contribution to an assessment, Maternity. "
    "What is known: Seen four times since March; well each time. What it may mean for the baby: The baby grows. "
    "How else it could be explained: She eats at work. In the mother’s own words: “I am fine.” "
    "Not known yet: Where she sleeps.",
    "meeting_part": "Maternity, in a report before the meeting: He was at the flat on Friday. "
    "They do not know: Whether he lives there. Never in the parents’ copy.",
    "missing_alert": "Alert: she is pregnant and not booked anywhere, as far as is known. "
    "Nobody has seen her since April. Told: Maternity; The ambulance service, by telephone. Ends on 3 May 2025.",
    "national_flag": "National flag (CP-IS) set on the mother, for the baby who is not born yet, "
    "by Jo Bell, duty team.",
    "pre_proceedings": "Pre-proceedings: the letter before proceedings was given to the parents. "
    "Record of truth: The council’s system, L-12. Family group decision-making: offered.",
    "move_answered": "Takes over: Ada Hope. Until it is complete, both areas hold the record.",
    "move_asked": "Asked Children’s social care to take over, because the family moves. They live there since 3 "
    "May 2025. Why: Her new flat is there. Told: Leila, who is glad. Expected to take over: The community team. "
    "In progress: Scan in week 32. "
    "To be safe: Ring her before noon only. What stays: His record stays with Ben.",
    "move_completed": "The move is complete: the other area goes on alone. Seen: Both today, at home.",
    "move_ended": "The move was taken back before it was complete, and the record stays where it was. Why: They "
    "came back.",
    "move_handover": "Handed over on 3 May 2025 (Ada Hope and Miriam Katz): She trusts Ada. How the family came to "
    "know them: At home, with Ada.",
    "record_file_arrived": "Came as a file from Far Shire, record 2345-6789 there: 12 entries, said by those who are "
    "named on them. Made by Jo Far, Maternity. Seal: 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef"
    " 01234567 89abcdef. Not in this file: addresses. What reached whom there: 1 entry to Police on "
    "3 May 2025.",
    "record_file_made": "A file of this record was made for Jo Far, Far Shire, with 12 entries. Why: They take over. "
    "Seal: 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef.",
    "identity": "Leila Mistry: born March 1999, NHS number 943 476 5919, GP: Elm Row Surgery, care-experienced.",
    "information_answer": "Maternity answered a request for information: given in part, in 1 entry. "
    "He lives with his grandmother. Why not all of it: The rest is before the court.",
    "information_request": "Asked Children’s social care for information by 3 May 2025: "
    "Is there a plan for the older child? What for: To plan the first visit.",
    "household": "Living together at her mother’s flat: Leila Mistry and Baby Mistry. Some nights: Ashwin Mistry. "
    "From 3 March 2025. Baby in her own cot beside Leila’s bed.",
    "hypothesis": "A possible explanation, not a finding: Somebody else reads her messages. "
    "For: She answers only when he is at work (1 entry). Against: nothing said yet. "
    "Next: Ask her, alone, how she would like to be reached.",
    "involvement": "Maternity is involved: Ada Hope, named midwife, as lead professional, "
    "until 30 September 2025. From Ann: knows about the first baby.",
    "legal_hold": "Legal hold: this record is kept. Why: A local review has begun. "
    "Decided by: Ann Lead, safeguarding lead. Ask before it ends: The partnership’s business office.",
    "legal_hold_ended": "A legal hold ended. Why: The review is published. "
    "Decided by: The partnership’s business office.",
    "late_booking": "She booked late, and the reason is known (at 27+1 weeks). "
    "First seen by any service at the walk-in clinic. Reason given (by her): she came to this country while "
    "pregnant. In her words: “We landed in March and nobody told me where to go.”",
    "meeting": "Core group. The plan goes on. Next meeting 14 April 2025.",
    "message": "Safer sleep, given to Leila Mistry (partnership’s own, April 2025). "
    "Understood: yes, said back in their own words. “On his back, in his own cot, near us, also at my mum’s.” "
    "Heard differently: Her aunt says on his side.",
    "newborn": "Baby Mistry: girl, 2,140 g, born at 03:12, cared for at: the neonatal unit. NHS number 943 476 5919.",
    "opening": "Record opened: early help. She has been told. Why: Pregnant at 16 and living in a hostel. "
    "She agreed to: Her midwife and the hostel talking.",
    "originators_answer": "DC Ford, officer in the case answered about 1 entry: "
    "may be shared on and cited until 3 May 2025; may not be printed. Only with social care.",
    "outcome": "Baby Mistry was born at the city hospital, at 34+0 weeks. In special care.",
    "own_safeguarding": "Leila Mistry, own safeguarding: Jo Reed, her own social worker (Children’s social care) "
    "leads on it. An assessment of her own needs. To be looked at again on 3 May 2025.",
    "own_words": "About 1 entry, Leila Mistry: “I never missed that one, they rang to cancel.” "
    "It should say: “Cancelled by the clinic.” Asked for: that it is corrected.",
    "person": "Ashwin Mistry: said to be the father, aged about 25.",
    "plan": "Plan: A safe place to live before the birth. Her own goal: “My own front door.”",
    "birth_plan": "Birth plan. Where: the city hospital. Who is with her: Ashwin Mistry. "
    "Ring in office hours: Ada Hope, 01632 960001. "
    "Care on the ward: Observation: staff notice, and write down what they see. A midwife looks in each hour. "
    "Legal status: No order in force. First 24 hours: Nobody goes home.",
    "contingency": "If the baby is born early: The ward rings the community midwife. Whoever is on duty, at once. "
    "Ring: 01632 960001.",
    "copy_for_family": "Plan for Leila Mistry, read together, not left: 2 entries. "
    "Who else may read it: Her partner.",
    "copy_held": "The labour ward holds a copy. Read by Jo Reed. Kept: the red folder.",
    "discharge_plan": "Plan for going home. Meeting before going home: Met on 3 May 2025. "
    "Who was there: Leila, the ward, Ada Hope. With: Leila Mistry. Sleeps: His own cot beside her bed, seen by "
    "Ben Moss. Where they go was checked: Yes. Visits: Ben on Monday and Thursday. "
    "Out-of-hours team told: Ada Hope, the day before.",
    "goal": "Goal for the mother, in her own right: “My own front door.” It is so when: She has the key. "
    "Looked at again on 3 May 2025.",
    "her_own_support": "For the mother in her own right. Advocate: arranged. Jo Reed, at every meeting. "
    "Domestic abuse advocate: offered, and she would rather not. Safeguarding as an adult: considered, and not needed. "
    "Ann Lead looked at it in March: no need for care.",
    "kept_away": "Kept away from the birth: Ashwin Mistry. A court’s order, seen by Ann Lead on 3 March 2025. "
    "Why: He frightens her. Told by: Ada Hope, on 4 March 2025.",
    "plan_rule": "Agreed: He visits only while her aunt is there. If not kept: The visit ends, and "
    "Ada rings social care the same day. Checked by: Ada Hope, at every visit. Found: Kept on 3 March.",
    "plan_sign_off": "Maternity on the plan: we accept our part, and see something differently. "
    "We would visit earlier.",
    "plan_version": "Plan, version 2. New: Her aunt takes the Friday nights.",
    "plan_view": "Leila Mistry on the plan: they agree with some of it. In their own words: "
    "“Not the visits at night.” How they got to know it: read together at the hub.",
    "pregnancy": "Baby expected about 5 August 2025, from the dating scan "
    "(between 29 July 2025 and 12 August 2025). Twins expected. Services first knew at about 12 weeks.",
    "question": "Not known yet: Who lives in the house with her. To find out: Ada Hope, by 28 weeks of pregnancy.",
    "redaction": "The content of one entry was removed by order: "
    "Family court, 3 March 2025: names a third person.",
    "put_off": "“Has she been seen alone?” can wait until 3 May 2025. "
    "Why: She asked to wait until her sister has gone home.",
    "referral": "At least 2 referrals to Children’s social care: Help with the tenancy.",
    "relationship": "Ashwin Mistry is said to be a parent of Baby Mistry. So her sister says.",
    "release": "Open again to those for whom it was written: 1 entry. Why: The cousin has left the service.",
    "reopening": "Record opened again. Why: She is pregnant again and asked for help.",
    "restrict": "Kept to fewer people: 1 entry. Why: He could learn of it through a cousin at work.",
    "set_aside": "“Who is the baby’s father?” does not apply here. Why: She used a clinic’s donor.",
    "share": "Shared 2 entries with Children’s social care, Ada Hope. Purpose: To plan the strategy meeting.",
    "sign_off": "Signed that this record may be destroyed. Why: Nobody has asked for it, and no review needs it.",
    "subject_pack": "Maternity made an answer of 4 pages with 2 entries. "
    "Seal: 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef.",
    "subject_pack_given": "The answer was given to Leila Mistry on 20 March 2025: in person, to them alone. "
    "She came alone and took it home to her mother’s.",
    "subject_request": "Leila Mistry asks what is held about Leila Mistry. Received on 3 March 2025. "
    "Everything since January.",
    "subject_review": "Reviewed 1 entry before release: release it, with some words taken out. "
    "Why: It names her sister.",
    "milestone": "First core group: done elsewhere. Recorded in: The council’s system, CG-114, as Cat Reed told. "
    "The plan was agreed.",
    "pause": "First core group waits from 3 May 2025 until 10 May 2025. Why: She is in hospital in another city.",
    "area": "The family lives in the area of Example Vale Council.",
    "withheld": "Decided not to share 1 entry with Children’s social care. Why: She asked us to wait until Friday. "
    "To be looked at again on 7 March 2025.",
    "vulnerability": "Mental ill health, known (Leila Mistry). Low since January; sees her doctor.",
}


class Called:
    """Names for the examples."""

    def person(self, person: UUID) -> str:
        return PERSONS[person.hex[-1]]

    def agency(self, agency: int) -> str:
        return {1: "Maternity", 2: "Children’s social care"}[agency]

    def practitioner(self, practitioner: int) -> str:
        return {1: "Ada Hope"}[practitioner]


def example(kind: str, schema: int) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((EXAMPLES / f"{kind}-{schema}.json").read_text())
    return stored


def sentence(said: Said, about: tuple[UUID, ...] = ()) -> str:
    entry = Entry(id=UUID(int=1), kind=said.kind, said=said, author=1, entered_by=1, agency=1, about=about)
    return said.sentence(entry, Called())


# --- every kind ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "schema"), EVERY_SCHEMA)
def test_what_was_stored_under_any_schema_is_still_read(kind: str, schema: int):
    assert (EXAMPLES / f"{kind}-{schema}.json").exists(), (
        f"keep an example: tests/examples/{kind}-{schema}.json"
    )
    stored = example(kind, schema)["said"]
    said = restore_said(kind, schema, stored)
    assert isinstance(said, kinds()[kind])
    if schema == kinds()[kind].schema_number:
        assert store_said(said) == stored, "what is read is stored again in the same words"


def test_every_example_belongs_to_a_kind_that_there_is():
    assert {path.stem for path in EXAMPLES.glob("*.json")} == {f"{kind}-{n}" for kind, n in EVERY_SCHEMA}


@pytest.mark.parametrize("kind", kinds())
def test_a_realistic_entry_reads_as_a_person_would_write_it(kind: str):
    stored = example(kind, kinds()[kind].schema_number)
    said = restore_said(kind, kinds()[kind].schema_number, stored["said"])
    about = tuple(UUID(one) for one in stored["about"])
    assert kind in SENTENCES, f"say in SENTENCES how an entry of the kind «{kind}» reads"
    assert sentence(said, about) == SENTENCES[kind]


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_a_title_and_every_question_its_words(kind: str):
    model = kinds()[kind]
    assert model.title
    assert model.title[0].isupper()
    for name, asked in model.model_fields.items():
        assert asked.title, f"{kind}.{name} needs a question"
        extra = asked.json_schema_extra
        assert isinstance(extra, dict)
        if asked.is_required():
            missing = str(extra["missing"])
            assert missing.split()[0] in {"Choose", "Write", "Name", "Say", "Enter"}, (
                f"{kind}.{name}: say what to do"
            )


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_refuses_a_field_that_it_does_not_have(kind: str):
    stored = example(kind, kinds()[kind].schema_number)["said"]
    with pytest.raises(ValidationError):
        restore_said(kind, kinds()[kind].schema_number, stored | {"never_heard_of": 1})


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        (Contact(outcome=ContactOutcome.NO_ACCESS, setting="home"), "Home visit: no access."),
        (
            Contact(outcome=ContactOutcome.NOT_ATTENDED, times=2, at_least=True),
            "At least 2 contacts: not attended.",
        ),
        (
            Contact(outcome=ContactOutcome.ATTENDED, setting="clinic"),
            "Contact at a clinic or surgery attended.",
        ),
        (Contact(outcome=ContactOutcome.CANCELLED_BY_SERVICE), "Contact cancelled by the service."),
        (Event(account="She rang.", times=1, at_least=True), "She rang (at least once)."),
        (Event(account="She rang.", times=2), "She rang (2 times)."),
        (Event(account="Is he the father?"), "Is he the father?"),
    ],
)
def test_further_sentences(said: Said, reads: str):
    assert sentence(said) == reads


@given(st.text())
def test_words_get_one_full_stop_at_most(words: str):
    said = ended(words)
    assert said == ended(said)
    assert said.startswith(words.strip())


# --- kinds that change -----------------------------------------------------------------------------------------------


class Shoe(Said):
    """A kind of the tests only: size was a word under schema 1, and is a number under schema 2."""

    title: ClassVar[str] = "Shoe"
    schema_number: ClassVar[int] = 2
    upcasts: ClassVar = {1: lambda stored: {"size": {"small": 36, "large": 44}[stored["size"]]}}

    size: int = ask("Which size?", missing="Enter the size")
    laces: Words = ask("What laces?", default="")

    def sentence(self, entry: Entry, names: Names) -> str:
        return f"Size {self.size}."


def test_a_kind_with_a_new_schema_still_reads_the_old_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "kinds", lambda: {"shoe": Shoe})
    assert restore_said("shoe", 1, {"size": "small"}) == Shoe(size=36)
    assert restore_said("shoe", 2, {"size": 36}) == Shoe(size=36)
    with pytest.raises(ValidationError):
        restore_said("shoe", 2, {"size": "small"})


def test_a_kind_that_gains_an_optional_field_still_verifies():
    stored = canonical({"size": 36})  # from before there were laces
    now = canonical(store_said(Shoe.model_validate(json.loads(stored))))
    assert body_digest(b"salt", now) == body_digest(b"salt", stored)


# --- when ------------------------------------------------------------------------------------------------------------

days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(days, days, st.integers(0, 300), days)
def test_a_changed_expected_date_moves_only_what_was_said_in_weeks(
    edd: date, later: date, week: int, day: date
):
    in_weeks, on_a_day = When.at_gestation(week, week), When.on(day)
    moved = in_weeks.resolved(later).earliest, in_weeks.resolved(edd).earliest
    assert moved[0]
    assert moved[1]
    assert moved[0] - moved[1] == later - edd
    assert on_a_day.resolved(edd) == on_a_day.resolved(later) == Span(day, day)
    assert in_weeks.resolved(None) == Span(None, None)


@given(days, days)
def test_days_and_weeks_of_pregnancy_agree(day: date, edd: date):
    assert day_of(gestation_on(day, edd), edd) == day


@given(st.integers(0, 45 * 7))
def test_weeks_are_read_as_they_are_said(count: int):
    assert read_gestation(say_gestation(count)) == count


@pytest.mark.parametrize("text", ["", "22+7", "twenty", "46", "-1", "22+44", "22 weeks"])
def test_what_are_no_weeks_of_pregnancy_says_what_to_type(text: str):
    with pytest.raises(ValueError, match="like 22"):
        read_gestation(text)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When.on(date(2025, 3, 3)), "3 March 2025"),
        (When.on(date(2025, 3, 3), "on Monday"), "on Monday"),
        (When.within(whole_month(2024, 2), Precision.MONTH), "February 2024"),
        (When.within(whole_year(2019), Precision.YEAR), "2019"),
        (When.within(season_of(date(2019, 4, 1)), Precision.SEASON), "spring 2019"),
        (When.within(season_of(date(2020, 1, 9)), Precision.SEASON), "winter 2019 to 2020"),
        (When(earliest=date(2025, 1, 1), precision=Precision.STRETCH), "on or after 1 January 2025"),
        (When(latest=date(2025, 1, 1), precision=Precision.STRETCH), "by 1 January 2025"),
        (When.at_gestation(154, 160), "at 22 weeks of pregnancy"),
        (When.at_gestation(158, 158), "at 22+4 weeks of pregnancy"),
        (When.in_phase(Phase.BEFORE), "before the pregnancy"),
        (When(), "date not known"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(when: When, said: str):
    assert when.say() == said


def test_a_date_the_wrong_way_round_is_refused():
    with pytest.raises(ValidationError, match="on or before"):
        When(earliest=date(2025, 2, 1), latest=date(2025, 1, 1))


@given(days)
def test_every_day_lies_in_its_own_month_year_and_season(day: date):
    for span in (whole_month(day.year, day.month), whole_year(day.year), season_of(day)):
        assert span.earliest
        assert span.latest
        assert span.earliest <= day <= span.latest
        assert season_of(season_of(day).earliest or day) == season_of(day)
    assert 89 <= len(days_between(*season_of(day))) <= 92  # type: ignore[arg-type]
    assert str(day.year) in say_day(day)
    assert season_name(season_of(day)).split()[0] in {"spring", "summer", "autumn", "winter"}
    assert say_span(Span(day, day)) == say_day(day)


def test_an_empty_record_has_no_expected_date():
    assert Record().edd is None
