"""A referral draft as a document: readable by a screen reader, naming nobody in its title, made whatever is pasted.

Source: safety rule 2; PDF/UA-1.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthome.exchange.documents.making import with_seal
from firsthome.exchange.documents.referral import (
    FILE_NAME,
    referral_data,
    referral_draft,
    referral_text,
)
from firsthome.exchange.documents.typeset import TEMPLATES, printable
from firsthome.kinds.event import Event
from tests.written import (
    ASHWIN,
    LEILA,
    MATERNITY,
    NAMES,
    RING,
    TODAY,
    Written,
    booked,
    mistrys,
)

MARCH = date(2025, 3, 3)
BY, TO = "Ada Hope, named midwife, Vale Maternity", "Children's Social Care, first contact team"


def data(family: Written, **more: Any) -> dict[str, Any]:
    """The draft as data, written by Ada."""
    return referral_data(family.record, NAMES, BY, TO, TODAY, **({"agency": MATERNITY, "ring": RING} | more))


def text(family: Written, **more: Any) -> str:
    """All its words, on one line."""
    more = {"agency": MATERNITY, "ring": RING} | more
    return " ".join(referral_text(family.record, NAMES, BY, TO, TODAY, **more).split())


# --- the document ----------------------------------------------------------------------------------------------------


def pdf(family: Written) -> bytes:
    """The document; making it fails if a screen reader could not read it (PDF/UA-1)."""
    return referral_draft(family.record, NAMES, BY, TO, TODAY, agency=MATERNITY, ring=RING)


def test_the_document_is_one_that_screen_readers_can_read():
    made = pdf(mistrys())
    assert made.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_its_name_and_title_name_nobody():
    made = pdf(mistrys())
    assert FILE_NAME == "referral-draft.pdf"
    assert b"Referral draft" in made
    assert not any(name in made for name in (b"Mistry", b"Leila", b"Ada Hope"))


def test_it_has_every_section_under_a_heading():
    family = mistrys()
    said = data(family)
    headings = typst.query(
        TEMPLATES / "referral.typ",
        "heading.where(level: 2)",
        field="body",
        sys_inputs={"data": json.dumps(printable(with_seal(said)))},
    )
    assert [one["text"] for one in json.loads(headings)] == [one["heading"] for one in said["sections"]]


def test_the_same_record_makes_the_same_document():
    assert pdf(mistrys()) == pdf(mistrys())


def test_an_almost_empty_record_makes_a_document():
    family = Written()
    family.say(Event(account="Somebody is pregnant."), MARCH)
    assert "Unborn baby of a mother not named here" in text(family)
    assert pdf(family)


def test_five_hundred_entries_make_a_document():
    family = mistrys()
    for number in range(500):
        family.say(Event(account=f"Thing {number}. {'Words and more words. ' * 9}"), MARCH)
    assert pdf(family)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Zażółć 22+4 – “quoted” → £5", "Zażółć 22+4 – “quoted” → £5"),
        ("She wrote 😢", "She wrote [crying face]"),
        ("ლეილა Mistry", "[Georgian writing: see the record] Mistry"),
        ("લીલા, Лейла, לילה", "લીલા, Лейла, [Hebrew writing: see the record]"),
        ("ليلى (3)", "\u2067ليلى (3)\u2069"),
        ("a\x07b\tc\r\nd", "a b c\nd"),
        (
            "x" * 50 + " Donaudampfschifffahrt",
            "x" * 20 + "\u200b" + "x" * 20 + "\u200b" + "x" * 10 + " Donaudampfschifffahrt",
        ),
    ],
)
def test_what_the_fonts_lack_is_named_and_never_dropped_silently(written, printed):
    assert printable(written) == printed
    assert printable(printed) == printed


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=80))
def test_whatever_somebody_pastes_the_document_is_made(account):
    family = booked()
    family.say(Event(account=account), MARCH, about=(LEILA, ASHWIN))
    assert pdf(family)


def test_what_is_pasted_is_never_read_as_instructions_to_the_typesetter():
    family = booked()
    family.say(Event(account='#panic("no") $x$ = Heading *bold* @ref <label> #read("/etc/hosts")'), MARCH)
    assert pdf(family)
    assert '#read("/etc/hosts")' in text(family)
