"""A parent's own words, once they were read back and agreed: nobody can change them or take them away."""

from __future__ import annotations

import pytest

from firsthome.kinds.choices import Asked
from firsthome.kinds.conversation import Conversation, Talked
from firsthome.kinds.entry import Mark
from firsthome.record.errors import NotAppended, WordsAgreed
from tests.ledger_world import begin_family
from tests.world import signed_in

THEIRS = "I was in three homes before I was ten. I want one for her."


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return stage.world.ada


def said(family, words=THEIRS, *, agreed=True, **more):
    return Conversation(
        guide="own_upbringing",
        person=family.mother,
        outcome=Talked.TALKED,
        own_words=words,
        agreed=agreed,
        **more,
    )


def stands(family, reader):
    return [(one.own_words, one.agreed) for _, one in family.read(reader).of(Conversation)]


def test_words_that_are_not_agreed_yet_can_still_be_corrected(family, ada):
    first = family.add(ada, said(family, "Four homes.", agreed=False))
    second = family.mark(ada, Mark.CORRECTION, first, said(family), reason="Three, she says")
    assert stands(family, ada) == [(THEIRS, True)]
    with pytest.raises(WordsAgreed):
        family.mark(ada, Mark.CORRECTION, second, said(family, "Three homes."), reason="Shorter")


@pytest.mark.parametrize("mark", [Mark.CORRECTION, Mark.UPDATE])
def test_once_agreed_they_are_added_to_and_never_changed(family, ada, mark):
    first = family.add(ada, said(family))
    for changed in (
        said(family, ""),
        said(family, THEIRS.replace("three", "two")),
        said(family, agreed=False),
    ):
        with pytest.raises(WordsAgreed, match="stay as they are"):
            family.mark(ada, mark, first, changed, reason="Tidied")
    added = said(family, f"{THEIRS}\nAnd a garden.", come_back_to="The garden")
    family.mark(ada, mark, first, added, reason="She added this")
    assert all(words.startswith(THEIRS) for words, _ in stands(family, ada))
    assert stands(family, ada)[-1] == (f"{THEIRS}\nAnd a garden.", True)


def test_the_rest_of_the_conversation_can_still_be_put_right(family, ada):
    first = family.add(ada, said(family))
    family.mark(ada, Mark.CORRECTION, first, said(family, seen_alone=Asked.NO), reason="His sister was there")
    assert [one.seen_alone for _, one in family.read(ada).of(Conversation)] == [Asked.NO]


def test_agreed_words_cannot_become_somebody_elses_or_answer_something_else(family, ada):
    first = family.add(ada, said(family))
    for changed in (
        said(family).model_copy(update={"person": family.baby}),
        said(family).model_copy(update={"guide": "housing"}),
    ):
        with pytest.raises(WordsAgreed):
            family.mark(ada, Mark.CORRECTION, first, changed, reason="Moved")


def test_they_are_not_taken_back_as_an_error_but_another_familys_can_go(family, stage, ada):
    first = family.add(ada, said(family))
    with pytest.raises(WordsAgreed):
        family.mark(ada, Mark.ERROR, first, reason="A mistake")
    gone = family.mark(ada, Mark.MISFILED, first, reason="Another Leila")
    assert stands(family, ada) == []
    family.mark(stage.world.ann, Mark.ERROR, gone, reason="It was this Leila after all")
    assert stands(family, ada) == [(THEIRS, True)]


def test_what_was_added_and_agreed_stays_as_well(family, ada):
    first = family.add(ada, said(family))
    more = f"{THEIRS}\nAnd a garden."
    second = family.mark(ada, Mark.CORRECTION, first, said(family, more), reason="She added this")
    with pytest.raises(WordsAgreed):
        family.mark(ada, Mark.CORRECTION, second, said(family), reason="Back to the first words")


def test_the_form_says_what_to_do_and_keeps_what_was_typed(family, ada):
    first = family.add(ada, said(family))
    page = f"/records/{family.reference}/entries/{first.id}/correct"
    sent = {
        "entry": "01920000-0000-7000-8000-0000000000aa",
        "tip": str(first.id),
        "mark": "correction",
        "guide": "own_upbringing",
        "person": str(family.mother),
        "outcome": "talked",
        "own_words": "Said better.",
        "agreed": "yes",
        "entry-on-year": "2025",
        "entry-on-month": "3",
        "entry-on-day": "3",
        "entry-reason": "Tidier",
    }
    answer = signed_in(ada).post(page, sent)
    assert answer.status_code == 422
    assert "write below them what was added" in answer.content.decode()
    assert "Said better." in answer.content.decode()
    assert issubclass(WordsAgreed, NotAppended)
