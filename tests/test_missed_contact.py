"""Recording an offered contact: after one that was not kept the form begins with whether she is safe."""

import re
from datetime import date

import pytest

from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, OfferedHow, Setting
from firsthome.kinds.registry import store_said
from firsthome.pages.turns_on import FIRST_ASK
from tests.ledger_world import begin_family, rows
from tests.test_pages_entries import a_contact, address, drawn
from tests.world import signed_in

SAFE = "Is the pregnancy continuing, and is she safe?"
IN_THE_WAY = "What may have been in the way?"
NEXT_OFFER = "What is offered next?"
MISSED = [one for one in ContactOutcome if one.missed]


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


def form(browser, family, query=""):
    return open_part(browser.get(address(family, f"contacts/new{query}")).content.decode())


def open_part(html):
    """The questions that stand open, from the outcome on."""
    return html[
        html.index("What became of the contact?") : html.index("<details", html.index("became of the"))
    ]


@pytest.mark.parametrize("outcome", MISSED)
def test_after_a_missed_contact_it_asks_first_whether_she_is_safe_then_what_was_in_the_way(
    outcome, ada, family
):
    asked = form(ada, family, f"?outcome={outcome.value}")
    assert (
        asked.index(SAFE) < asked.index(IN_THE_WAY) < asked.index(NEXT_OFFER) < asked.index("Where or how?")
    )
    assert "Her own words" not in asked, "what is asked of a kept contact stays folded"


@pytest.mark.parametrize("query", ["", "?outcome=attended", "?outcome=nonsense"])
def test_of_any_other_contact_it_asks_what_happened(query, ada, family):
    asked = form(ada, family, query)
    assert "What happened, what did you see?" in asked
    assert SAFE not in asked


def test_of_an_offer_it_asks_how_and_when_it_was_offered(ada, family):
    asked = form(ada, family, "?outcome=offered")
    assert (
        asked.index("Where or how?")
        < asked.index("When was it offered?")
        < asked.index("How was it offered?")
    )
    assert SAFE not in asked


def test_nothing_that_can_be_said_is_lost_whatever_the_order(ada, family):
    for outcome in ("", *ContactOutcome):
        html = ada.get(
            address(family, f"contacts/new?outcome={getattr(outcome, 'value', '')}")
        ).content.decode()
        placed = re.findall(r'data-question="(\w+)"', html)
        assert sorted(placed) == sorted(Contact.model_fields), outcome


def test_without_script_the_form_comes_back_once_with_everything_kept(ada, family):
    path = address(family, "contacts/new")
    fields = drawn(ada, path) | a_contact(outcome="no_access", account="Nobody opened.")
    assert fields["drawn_for"] == ""
    again = ada.post(path, fields)
    html = again.content.decode()
    assert again.status_code == 422
    assert FIRST_ASK in html
    assert open_part(html).index(SAFE) < open_part(html).index(IN_THE_WAY)
    assert "Nobody opened." in html
    assert 'name="drawn_for" value="no_access"' in html

    assert ada.post(path, fields | {"drawn_for": "no_access"}).status_code == 302, (
        "not asked yet is an answer"
    )
    kept = rows("SELECT count(*) FROM entry WHERE id = %s", fields["entry"], using="owner")
    assert kept == [(1,)]


def test_whoever_has_answered_already_is_not_asked_again(ada, family):
    path = address(family, "contacts/new")
    fields = drawn(ada, path) | a_contact(outcome="not_attended", pregnancy_continues="yes")
    assert ada.post(path, fields).status_code == 302


def test_what_was_stored_before_stays_as_it_was():
    assert store_said(Contact(outcome=ContactOutcome.ATTENDED)) == {"outcome": "attended"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            Contact(
                outcome=ContactOutcome.NOT_ATTENDED,
                setting=Setting.CLINIC,
                pregnancy_continues=Asked.YES,
                reason_given="The bus did not come",
                next_date=date(2025, 3, 17),
                next_offer="A visit at home",
            ),
            "Contact at a clinic or surgery not attended. Asked whether the pregnancy continues and she is safe: yes. "
            "Reason given: The bus did not come. Next contact 17 March 2025. Offered next: A visit at home.",
        ),
        (
            Contact(outcome=ContactOutcome.ATTENDED, not_taken_up="No blood was taken"),
            "Contact attended. Not taken up: No blood was taken.",
        ),
        (
            Contact(outcome=ContactOutcome.REARRANGED_BY_SERVICE, offered_how=OfferedHow.LETTER),
            "Contact moved to another day by the service.",
        ),
    ],
)  # fmt: skip
def test_the_line_says_what_was_found_out_and_what_comes_next(said, sentence):
    assert said.sentence(None, None) == sentence


def test_only_a_kept_contact_can_be_taken_up_in_part():
    assert Contact(outcome=ContactOutcome.ATTENDED, not_taken_up="The scan").in_part
    assert not Contact(outcome=ContactOutcome.NO_ACCESS, not_taken_up="The scan").in_part
