"""What a practitioner copies with one button: readable anywhere, honest about what it is, and safe to look after.

Source: safety rules 2, 3, 4, 9 and 10.
"""

from __future__ import annotations

from datetime import date

import pytest

from firsthome.exchange.plain_text import plain_text
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Entry, How, Mark, Source
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.when import When
from tests.written import (
    ASHWIN,
    BEN,
    CAT,
    DAN,
    EDD,
    LEILA,
    MATERNITY,
    NAMES,
    NILA,
    POLICE,
    RING,
    SOCIAL_CARE,
    TODAY,
    Written,
    booked,
    mistrys,
    told_by,
)

MARCH = date(2025, 3, 3)
MOVED = Event(account="Moved to a second-floor flat.", type=EventType.MOVE)


def one(family: Written, entry: Entry, agency: int = MATERNITY) -> str:
    """The copy of one entry, on one line of any length."""
    text = plain_text(family.record, NAMES, entry.id, TODAY, agency=agency, ring=RING)
    return " ".join(text.split())


def rows(family: Written, agency: int = MATERNITY) -> list[str]:
    """The copy of the whole record, line by line."""
    return plain_text(family.record, NAMES, None, TODAY, agency=agency, ring=RING).splitlines()


def whole(family: Written, agency: int = MATERNITY) -> str:
    """The copy of the whole record, on one line of any length."""
    return " ".join(" ".join(rows(family, agency)).split())


# --- one entry -------------------------------------------------------------------------------------------------------


def test_a_copy_says_what_it_is_and_that_absence_here_is_not_absence_of_care():
    family = booked()
    for text in (one(family, family.say(MOVED, MARCH)), whole(family)):
        assert text.startswith("Copy made on 14 April 2025 of what Vale Maternity may see.")
        assert "absence here is not absence of care" in text
        assert "for evaluation with invented families" in text


def test_an_entry_says_who_wrote_it_in_what_role_and_when_it_happened_in_weeks():
    family = mistrys()
    text = one(family, family.say(MOVED, MARCH, recorded_at=None, learned=MARCH))
    assert "Written by: Ada Hope, named midwife, Vale Maternity" in text
    assert "When it happened: 3 March 2025 (17+6 weeks)" in text
    assert "How it is known: Seen or done by the author." in text
    assert "* Moved to a second-floor flat." in text


def test_the_words_used_for_a_date_stay_and_no_week_is_made_up_for_them():
    family = booked()
    text = one(family, family.say(MOVED, MARCH, happened=When(words="some time in the winter")))
    assert "When it happened: some time in the winter *" in text


def test_weeks_are_about_while_the_expected_date_is():
    family = booked()
    family.say(Pregnancy(edd=EDD, certainty=Certainty.WIDE), MARCH)
    assert "3 March 2025 (about 17+6 weeks)" in one(family, family.say(MOVED, MARCH))
    assert "Gestation on 14 April 2025: about 23+6 weeks" in whole(family)


def test_what_somebody_said_stays_what_they_said():
    family = booked()
    text = one(family, family.say(MOVED, MARCH, BEN, source=told_by("her neighbour")))
    assert "Said by her neighbour; not established as fact." in text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source(how=How.SAID), "Said by somebody not named here; not established as fact."),
        (Source(how=How.DOCUMENT, by="a hospital letter"), "Read in a hospital letter."),
        (Source(how=How.OPINION), "Professional opinion."),
    ],
)
def test_how_it_is_known_is_always_said(source, words):
    family = booked()
    assert words in one(family, family.say(MOVED, MARCH, source=source))


def test_a_father_named_by_somebody_is_not_copied_as_the_father():
    family = booked()
    family.say(PersonOnRecord(person=ASHWIN, role=Role.FATHER), MARCH, source=told_by("Leila"))
    assert "Ashwin Mistry: father. Said by Leila; not established as fact." in whole(family)


def test_every_answer_is_copied_those_too_that_the_sentence_leaves_out():
    family = booked()
    contact = Contact(
        outcome=ContactOutcome.ATTENDED,
        purpose="Booking",
        account="Tearful.",
        present=(LEILA, NILA),
        seen_alone=Asked.NO,
        barrier="The bus was late.",
    )
    text = one(family, family.say(contact, MARCH, about=(LEILA,)))
    assert "Was she seen alone?: No" in text
    assert "Who was there?: Leila Mistry, Nila Shah" in text
    assert "What may have been in the way?: The bus was late." in text
    assert "What was it for?: Booking" in text
    assert text.count("Tearful") == 1


def test_who_typed_it_is_said_where_somebody_else_wrote_it():
    family = booked()
    assert "Vale Maternity; typed by Cat Reed" in one(family, family.say(MOVED, MARCH, entered_by=CAT))


def test_a_correction_says_who_corrected_what_why_and_what_it_said_before():
    family = booked()
    first = family.say(Event(account="Moved to a first-floor flat."), MARCH)
    family.mark(Mark.CORRECTION, first, date(2025, 3, 5), MOVED, reason="She said second floor.")
    text = one(family, first)
    assert "* Moved to a second-floor flat." in text
    assert "Corrected on 5 March 2025: She said second floor. Ada Hope, Vale Maternity" in text
    assert "Before that it said: Moved to a first-floor flat." in text


def test_an_update_stands_beside_what_it_updates():
    family = booked()
    first = family.say(Event(account="Sleeps on a sofa."), MARCH)
    family.mark(Mark.UPDATE, first, date(2025, 4, 1), Event(account="Has a room of her own."))
    text = one(family, first)
    assert text.index("Sleeps on a sofa.") < text.index("EVENT: SINCE THEN") < text.index("Has a room")


def test_an_opinion_is_copied_with_what_it_rests_on():
    family = booked()
    moved = family.say(MOVED, MARCH)
    text = one(family, family.say(Analysis(opinion="She needs a lift.", rests_on=(moved.id,)), MARCH))
    assert "It rests on: 3 March 2025 (17+6 weeks): Moved to a second-floor flat." in text


@pytest.mark.parametrize("mark", [Mark.ERROR, Mark.MISFILED])
def test_what_was_taken_back_is_left_out(mark):
    family = booked()
    wrong = family.say(MOVED, MARCH)
    family.mark(mark, wrong, MARCH)
    assert "second-floor" not in whole(family)
    with pytest.raises(KeyError):
        one(family, wrong)


# --- the whole record ------------------------------------------------------------------------------------------------


def test_the_whole_record_begins_with_the_baby_and_ends_with_what_nobody_knows():
    text = rows(mistrys())
    headings = [row for row in text if row.isupper()]
    assert headings == [
        "THE BABY",
        "PEOPLE",
        "WHO IS INVOLVED, AND WHOM TO RING",
        "WHAT HAPPENED",
        "STILL UNKNOWN",
    ]
    said = whole(mistrys())
    assert "* Unborn baby of Leila Mistry * Baby expected on 5 August 2025, from the dating scan." in said
    assert "How sure is that date?: Sure" in said
    assert "Vale Health Visiting: Ben Moss, health visitor Ring: Duty desk, 01632 960 102" in said
    assert "Is the pregnancy continuing, and is she safe?" in said


def test_what_happened_stands_in_its_order_whenever_it_was_written():
    family = booked()
    family.say(Event(account="The second thing."), MARCH, happened=When.on(date(2025, 2, 2)))
    family.say(Event(account="The first thing."), MARCH, happened=When.on(date(2025, 1, 20)))
    assert whole(family).index("The first thing.") < whole(family).index("The second thing.")


def test_where_nothing_is_recorded_it_says_so_and_never_none():
    family = Written()
    family.say(PersonOnRecord(person=LEILA, role=Role.MOTHER), MARCH)
    text = whole(family)
    for what in ("when the baby is expected", "who is involved", "what happened"):
        assert f"Nothing recorded here yet about {what}." in text
    assert "none" not in text.lower()


def test_involvement_that_has_ended_is_nobody_to_ring():
    family = booked()
    family.say(Involvement(agency=SOCIAL_CARE, practitioner=CAT, ends=date(2025, 4, 13)), MARCH)
    family.say(Involvement(agency=POLICE, practitioner=DAN, ends=TODAY), MARCH)
    assert "Cat Reed" not in whole(family)
    assert "Dan Ford, until 14 April 2025" in whole(family)


def test_after_a_reported_loss_nothing_is_counted_and_one_gentle_question_stays():
    family = mistrys()
    family.say(Outcome(result=Result.MISCARRIAGE), TODAY)
    text = whole(family)
    assert "Gestation" not in text
    assert "Baby expected" not in text
    assert text.endswith("Who has confirmed this, and is she safe and cared for? A loss was reported, "
                         "and nobody is named who has confirmed it.")  # fmt: skip
