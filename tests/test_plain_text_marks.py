"""What a copy marks as not everybody's, and the characters that it may hold.

Source: safety rules 2 and 10.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from firsthome.exchange.plain_text import ASK_FIRST, plain_text
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.entry import Entry, How, Source
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.pregnancy import Basis, Pregnancy
from firsthome.kinds.sharing import Restrict
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from tests.written import (
    BEN,
    DAN,
    EDD,
    HEALTH_VISITING,
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
    only,
    told_by,
)

MARCH = date(2025, 3, 3)
MOVED = Event(account="Moved to a second-floor flat.", type=EventType.MOVE)
ABUSE = Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=Standing.SUSPECTED, account="A mark on her arm.")


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


def marked(family: Written, agency: int = MATERNITY) -> list[str]:
    """What stands after each mark in the copy of the whole record."""
    return whole(family, agency).split(f"[{ASK_FIRST}] ")[1:]


# --- what is not everybody's -----------------------------------------------------------------------------------------


def test_nothing_is_marked_that_everyone_with_full_access_may_read():
    assert marked(mistrys()) == []


def test_what_is_kept_to_fewer_people_is_marked():
    family = mistrys()
    secret = family.say(ABUSE, MARCH, audience=only(MATERNITY, SOCIAL_CARE))
    assert any(text.startswith("Domestic abuse, suspected. A mark on her arm.") for text in marked(family))
    assert f"{ASK_FIRST}: this is kept to fewer people" in one(family, secret)


def test_so_is_what_was_kept_to_fewer_people_later():
    family = mistrys()
    entry = family.say(MOVED, MARCH)
    assert ASK_FIRST not in one(family, entry)
    family.say(Restrict(entries=(entry.id,), agencies=(SOCIAL_CARE,), why="He reads her letters."), MARCH)
    assert ASK_FIRST in one(family, entry)
    assert "He reads her letters." not in whole(family)


def test_so_is_what_rests_on_it():
    family = mistrys()
    secret = family.say(MOVED, MARCH, audience=only(MATERNITY))
    opinion = family.say(Analysis(opinion="It is far from the clinic.", rests_on=(secret.id,)), MARCH)
    assert ASK_FIRST in one(family, opinion)


def test_so_is_a_question_that_only_those_who_see_it_are_asked():
    family = booked()
    family.say(ABUSE, MARCH, audience=only(MATERNITY))
    questions = [text for text in marked(family) if text.startswith("Who decides, safely")]
    assert len(questions) == 1


def test_so_is_a_name_that_only_they_know():
    family = mistrys()
    family.say(PersonOnRecord(person=NILA, role=Role.FRIEND), MARCH, audience=only(MATERNITY))
    tie = Relationship(person=NILA, tie=Tie.LIVES_WITH, to=LEILA)
    family.say(tie, MARCH)
    assert any(text.startswith("Nila Shah lives with Leila Mistry.") for text in marked(family))


def test_so_is_what_the_police_or_a_third_party_told_another_agency():
    family = mistrys()
    concern = Event(account="Shouting at night.", type=EventType.CONCERN)
    police, read_there, neighbour = (
        family.say(Event(account="Called to the flat."), MARCH, DAN),
        family.say(MOVED, MARCH, source=Source(how=How.DOCUMENT, by="a police notification")),
        family.say(concern, MARCH, BEN, source=told_by("a neighbour")),
    )
    for entry in (police, read_there, neighbour):
        assert ASK_FIRST in one(family, entry)
    assert ASK_FIRST not in one(family, police, POLICE)
    assert ASK_FIRST not in one(family, neighbour, HEALTH_VISITING)


# --- characters ------------------------------------------------------------------------------------------------------


def test_the_writers_own_line_breaks_stay_and_typographic_characters_do_not():
    family = booked()
    entry = family.say(Event(account="“Fine”, she said – twice…\nThen she wept."), MARCH)
    text = plain_text(family.record, NAMES, entry.id, TODAY, agency=MATERNITY)
    assert '* "Fine", she said - twice...\n  Then she wept.' in text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=300))
def test_whatever_is_written_no_line_is_longer_than_eighty_characters(account):
    family = booked()
    family.say(Event(account=account), MARCH)
    assert max(map(len, rows(family))) <= 80


def test_five_hundred_entries_are_copied():
    family = mistrys()
    for number in range(500):
        family.say(Event(account=f"Thing {number}."), MARCH)
    assert "Thing 499." in whole(family)


def test_the_basis_of_the_expected_date_is_kept():
    family = Written()
    family.say(Pregnancy(edd=EDD, basis=Basis.HER_WORD), MARCH)
    text = whole(family)
    assert "from what she said" in text
    assert "How sure is that date?: Nothing recorded here yet about that." in text
