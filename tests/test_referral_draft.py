"""A referral draft: enough for whoever receives it, nothing that is not theirs, and a person decides and sends.

Source: domain facts, section 2; safety rules 2, 4, 10, 11 and 13.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from firsthome.exchange.documents.referral import (
    DRAFT,
    LossReported,
    referral_data,
    referral_text,
)
from firsthome.exchange.documents.sections import FILL_IN
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.opening import LawfulBasis, Opening, Route, Told
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.referral import Referral
from firsthome.kinds.sharing import Restrict
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from tests.written import (
    ADA,
    BABY,
    BEN,
    CAT,
    DAN,
    MATERNITY,
    NAMES,
    NILA,
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
BY, TO = "Ada Hope, named midwife, Vale Maternity", "Children's Social Care, first contact team"
ABUSE = Vulnerability(topic=Topic.DOMESTIC_ABUSE, standing=Standing.SUSPECTED, account="A mark on her arm.")
MOVED = Event(account="Moved to a second-floor flat.", type=EventType.MOVE)


def data(family: Written, **more: Any) -> dict[str, Any]:
    """The draft as data, written by Ada."""
    return referral_data(family.record, NAMES, BY, TO, TODAY, **({"agency": MATERNITY, "ring": RING} | more))


def section(family: Written, heading: str, **more: Any) -> list[dict[str, str]]:
    """The lines of one section."""
    (lines,) = (one["lines"] for one in data(family, **more)["sections"] if one["heading"] == heading)
    return list(lines)


def answer(family: Written, question: str, **more: Any) -> str:
    """What the draft answers to one of its own questions."""
    (line,) = (
        line for one in data(family, **more)["sections"] for line in one["lines"] if line["label"] == question
    )
    return str(line["text"])


def text(family: Written, **more: Any) -> str:
    """All its words, on one line."""
    more = {"agency": MATERNITY, "ring": RING} | more
    return " ".join(referral_text(family.record, NAMES, BY, TO, TODAY, **more).split())


def opening(told: Told = Told.YES, **more: Any) -> Opening:
    """Why the record was opened."""
    more = {"why": "Low mood.", "route": Route.EARLY_HELP, "lawful_basis": LawfulBasis.CONSENT} | more
    return Opening(told=told, **more)


# --- what it says ----------------------------------------------------------------------------------------------------


def test_it_says_that_it_is_a_draft_which_a_person_checks_and_sends():
    said = text(mistrys())
    assert DRAFT in said
    assert "send it by your agency's own secure route" in said
    assert "Made on 14 April 2025 by Ada Hope" in said
    assert "absence here is not absence of care" in said
    assert "for evaluation with invented families" in said


def test_it_says_whose_baby_it_is_when_expected_how_sure_and_how_far():
    family = mistrys()
    assert answer(family, "Called") == "Unborn baby of Leila Mistry"
    assert answer(family, "Expected") == "Baby expected on 5 August 2025, from the dating scan."
    assert answer(family, "How sure that date is") == "Sure"
    assert answer(family, "Gestation on 14 April 2025") == "23+6 weeks"


def test_once_born_the_baby_is_not_called_unborn():
    family = mistrys()
    family.say(Outcome(baby=BABY, result=Result.LIVE_BIRTH), TODAY)
    assert answer(family, "Called") == "Baby of Leila Mistry"
    assert "was born" in answer(family, "Born")


def test_it_says_who_refers_to_whom_and_why():
    family = mistrys()
    assert (answer(family, "From"), answer(family, "To")) == (BY, TO)
    assert answer(family, "Why now", why="She asks for help.") == "She asks for help."


def test_it_names_other_people_with_what_they_are_and_who_says_so():
    (ashwin, children) = section(mistrys(), "Other people")
    assert ashwin["label"] == "Ashwin Mistry"
    assert ashwin["text"] == "said to be the father, works away."
    assert ashwin["detail"] == "Said by Leila; not established as fact."
    assert children["text"] == ""


def test_it_asks_for_other_children_only_where_there_are_none_on_record():
    family = mistrys()
    family.say(PersonOnRecord(person=NILA, role=Role.SIBLING), MARCH)
    assert "Other children" not in text(family)


def test_what_may_be_affecting_the_baby_now_has_its_own_place_with_date_and_source():
    (line,) = section(mistrys(), "What may be affecting the baby now")
    assert "Is the baby affected now? We do not know yet. Eating little" in line["text"]
    assert "What helps: Talks to her sister" in line["text"]
    assert line["label"] == "3 February 2025 (13+6 weeks)"
    assert line["detail"].endswith("Vale Health Visiting. Said by Leila; not established as fact.")
    assert "Low mood" not in str(section(mistrys(), "What is known"))


def test_what_was_looked_into_and_is_not_so_is_a_fact_and_affects_nobody():
    family = booked()
    family.say(Vulnerability(topic=Topic.ALCOHOL, standing=Standing.RULED_OUT), MARCH)
    assert section(family, "What may be affecting the baby now") == []
    assert "Alcohol, looked into, and not so." in str(section(family, "What is known"))


def test_it_says_what_is_not_known_yet():
    assert "Is the pregnancy continuing, and is she safe?" in str(section(mistrys(), "Still unknown"))


def test_it_says_who_else_is_involved_and_whom_to_ring():
    maternity, health_visiting = section(mistrys(), "Who is involved, and whom to ring")
    assert maternity["detail"] == "Ring: Safeguarding midwives, 01632 960 101"
    assert health_visiting["text"] == "Ben Moss, health visitor"


def test_what_was_taken_back_is_not_in_it():
    family = mistrys()
    family.mark(Mark.ERROR, family.say(MOVED, MARCH), MARCH)
    assert "second-floor" not in text(family)


# --- what she was told, and what a person fills in -------------------------------------------------------------------


def test_what_is_not_recorded_is_left_for_a_person_to_fill_in():
    family = booked()
    for question in (
        "Why now",
        "Is anybody in danger now, and what has been done",
        "Date of birth",
        "Language, and interpreter",
        "Has she been told of this referral",
        "Does she agree, and what does she say",
        "Who knows of the pregnancy",
    ):
        assert answer(family, question) == ""
    assert f"Has she been told of this referral: {FILL_IN}." in text(family)


def test_reasons_and_what_was_told_come_from_her_own_agencys_referral_to_the_same_place():
    family = mistrys()
    family.say(Referral(to=SOCIAL_CARE, why="She asks for help.", parents_told=Asked.YES), MARCH)
    assert answer(family, "Why now") == "She asks for help."
    assert answer(family, "Has she been told of this referral") == "Have the parents been told? Yes."
    assert "She asks for help." not in str(section(family, "What is known"))


@pytest.mark.parametrize(
    ("referral", "by"),
    [
        (Referral(to_words="The stop-smoking service", why="To stop smoking.", parents_told=Asked.YES), ADA),
        (Referral(to=SOCIAL_CARE, why="To stop smoking.", parents_told=Asked.YES), BEN),
    ],
)
def test_consent_to_one_referral_is_never_taken_for_consent_to_another(referral, by):
    family = mistrys()
    family.say(referral, MARCH, by)
    assert answer(family, "Why now") == ""
    assert answer(family, "Has she been told of this referral") == ""
    assert "To stop smoking." in str(section(family, "What is known"))


def test_where_it_is_not_safe_to_tell_her_whoever_receives_it_reads_so():
    family = mistrys()
    said = opening(Told.NOT_SAFE, told_why="He reads her phone; decided by A. Hope.", who_knows="Her sister.")
    family.say(said, MARCH)
    known = answer(family, "Does she know that a record is kept")
    assert known == "No, it is not safe to tell her now. He reads her phone; decided by A. Hope."
    assert answer(family, "Who knows of the pregnancy") == "Her sister."


# --- what must not be in it ------------------------------------------------------------------------------------------


def test_what_is_kept_to_fewer_people_never_goes_in_even_if_it_is_chosen():
    family = mistrys()
    secret = family.say(ABUSE, MARCH, audience=only(MATERNITY, SOCIAL_CARE))
    for said in (text(family), text(family, statements=[secret.id])):
        assert "A mark on her arm." not in said
        assert "abuse" not in said.lower()


def test_a_draft_reads_the_same_whether_or_not_there_is_something_hidden():
    plain, hiding = mistrys(), mistrys()
    hiding.say(PersonOnRecord(person=NILA, role=Role.PARTNER), MARCH, CAT, audience=only(SOCIAL_CARE))
    hiding.say(Event(account="A worry."), MARCH, CAT, audience=only(SOCIAL_CARE))
    hidden = hiding.say(MOVED, MARCH, CAT)
    hiding.say(Restrict(entries=(hidden.id,), agencies=(SOCIAL_CARE,), why="Not hers to tell."), MARCH, CAT)
    hiding.say(Analysis(opinion="A worry too.", rests_on=(hidden.id,)), MARCH, CAT)
    assert data(hiding) == data(plain)


def test_nobody_is_named_who_is_known_from_something_hidden():
    family = mistrys()
    family.say(PersonOnRecord(person=NILA, role=Role.FRIEND), MARCH, audience=only(MATERNITY))
    family.say(ABUSE, MARCH, about=(NILA,))
    assert "Nila Shah" not in str(section(family, "What may be affecting the baby now"))
    assert "(Somebody not named here)" in text(family)


def test_police_marac_and_third_party_words_wait_for_their_originators_answer():
    family = mistrys()
    concern = Event(account="Shouting at night.", type=EventType.CONCERN)
    police = family.say(Event(account="Called to the flat."), MARCH, DAN)
    family.say(Event(account="Heard in March."), MARCH, source=told_by("the MARAC chair"))
    family.say(concern, MARCH, BEN, source=told_by("a neighbour"))
    family.say(Analysis(opinion="Nights are hard.", rests_on=(police.id,)), MARCH)
    said = text(family)
    for words in ("Called to the flat.", "Heard in March.", "Shouting at night.", "Nights are hard."):
        assert words not in said


def test_where_only_the_author_knows_of_suspected_abuse_no_question_suggests_approaching_him():
    family = booked()
    assert "Who is the baby's father" in text(family)
    family.say(ABUSE, MARCH, audience=only(MATERNITY))
    said = text(family)
    assert "Who is the baby's father" not in said
    assert "Who decides, safely" not in said


def test_where_everybody_knows_of_it_the_draft_asks_who_decides_safely():
    family = booked()
    family.say(ABUSE, MARCH)
    assert "Who decides, safely, how we learn about the baby's father?" in text(family)


def test_no_question_of_the_form_suggests_telling_the_father_or_the_network():
    family = booked()
    labels = [line["label"] for one in data(family)["sections"] for line in one["lines"]]
    assert "Who else was told, and who decided that it was safe" in labels
    assert not any(word in label.lower() for label in labels for word in ("father", "partner", "network"))


def test_after_a_reported_loss_there_is_no_draft_until_it_is_undone():
    family = mistrys()
    loss = family.say(Outcome(baby=BABY, result=Result.MISCARRIAGE), TODAY)
    with pytest.raises(LossReported, match="A loss was reported"):
        data(family)
    family.mark(Mark.ERROR, loss, TODAY)
    assert data(family)


# --- choosing what goes in -------------------------------------------------------------------------------------------


def test_only_what_was_chosen_goes_in_and_whose_referral_it_is():
    family = mistrys()
    moved = family.say(MOVED, MARCH)
    family.say(Event(account="Something else."), MARCH)
    said = text(family, statements=[moved.id])
    assert "Moved to a second-floor flat." in said
    assert "Unborn baby of Leila Mistry" in said
    assert "23+6 weeks" in said
    for other in ("Something else.", "Ashwin", "Low mood", "Ben Moss"):
        assert other not in said
