"""Two forms that become no entry as they stand are kept as one types as well: asking to be involved, and a review."""

from __future__ import annotations

import html
from uuid import uuid4

import pytest

from firsthome.access.models import Practitioner
from firsthome.kinds.event import Event
from firsthome.kinds.subject_answer import Verdict
from firsthome.pages.subject_item import CHANGED
from firsthome.record.drafts import drafts_of
from tests.ledger_world import announced, begin_family, rows
from tests.test_subject_answers import item_of, received, seal_on, seen
from tests.test_time_out import away, hidden, sign_in
from tests.world import password_hash, signed_in

WHY = "I run the hostel where she sleeps."
NOWHERE = "2222-2222"


@pytest.fixture
def world(stage):
    return stage.world


@pytest.fixture
def family(world):
    return begin_family(world)


@pytest.fixture(autouse=True)
def nothing_waiting(stage):
    rows("DELETE FROM draft RETURNING page", using="owner")


def shown(answer):
    return html.unescape(answer.content.decode())


def waiting(reader):
    with announced(reader):
        return [one.name for one in drafts_of(reader)]


# --- asking to be involved


def asks(reference=NOWHERE):
    return {"entry": str(uuid4()), "kind": "to_be_involved", "reference": reference, "why": WHY}


def keep(browser, fields, address="/records/new/draft"):
    """What the script sends while somebody types."""
    return browser.post(address, fields, headers={"Accept": "text/plain"})


@pytest.mark.parametrize("there_is_one", [True, False])
def test_what_is_asked_waits_for_its_author_whether_there_is_such_a_record_or_not(
    world, family, there_is_one
):
    eve, fields = signed_in(world.eve), asks(family.reference if there_is_one else NOWHERE)
    assert keep(eve, fields).content.startswith(b"Kept at ")
    listed = shown(eve.get("/drafts"))
    assert "A request to be involved" in listed
    assert WHY in listed
    again = f"/requests/new?draft={fields['entry']}"
    assert again in listed
    page = shown(eve.get(again))
    assert WHY in page
    assert fields["entry"] in page
    assert 'data-keep="/records/new/draft"' in page
    assert WHY not in shown(signed_in(world.cat).get(again)), "nobody else's"
    due = {"due-day": "1", "due-month": "2", "due-year": "2100"}
    assert eve.post("/requests/new", fields | due).status_code == 302
    assert waiting(world.eve) == []


def test_it_is_kept_by_a_button_where_there_is_no_script(world):
    eve, fields = signed_in(world.eve), asks()
    assert eve.post("/records/new/draft", fields).url == f"/requests/new?draft={fields['entry']}"


def test_it_comes_back_after_a_time_out(world):
    Practitioner.objects.using("owner").filter(pk=world.eve.practitioner).update(password=password_hash())
    eve = signed_in(world.eve)
    fields = hidden(eve.get("/requests/new")) | {"reference": NOWHERE, "why": WHY}
    away(eve)
    answer = eve.post("/requests/new", fields)
    assert answer.status_code == 403
    back = sign_in(eve, answer, world.eve)
    assert back.url == f"/requests/new?draft={fields['entry']}"
    assert WHY in shown(eve.get(back.url))


# --- looking at what is released


def test_a_decision_that_was_begun_waits_for_its_author(world, family):
    ann, asked = signed_in(world.ann), received(family, world)
    about_her = family.add(world.ada, Event(account="Her sister was there."), about=(family.mother,))
    there = item_of(family, asked, about_her)
    page = seen(ann, there)
    keeping = f"/records/{family.reference}/draft"
    assert f'data-keep="{keeping}"' in page
    fields = {"entry": str(uuid4()), "kind": "subject_review", "seal": seal_on(page), "asked": str(asked.id)}
    fields |= {
        "item": str(about_her.id),
        "verdict": Verdict.WITHHOLD.value,
        "why": "It would harm her sister.",
        "words": "Bartholomew",
    }
    assert keep(ann, fields, keeping).content.startswith(b"Kept at ")
    listed = shown(ann.get("/drafts"))
    assert f"{there}?draft={fields['entry']}" in listed
    assert "It would harm her sister." in listed, "though the entry may be another one by then"
    assert "Bartholomew" not in listed, "what is to be taken out is shown only where it goes on"
    again = seen(ann, f"{there}?draft={fields['entry']}")
    assert "It would harm her sister." in again
    assert "Bartholomew" in again
    assert CHANGED not in html.unescape(again)
    keep(ann, fields | {"seal": "0" * 64}, keeping)
    changed = html.unescape(seen(ann, f"{there}?draft={fields['entry']}"))
    assert "It would harm her sister." in changed
    assert CHANGED in changed
    assert ann.post(there, fields | {"seal": "0" * 64}).status_code == 409
    assert waiting(world.ann), "still there"
    assert ann.post(there, fields | {"verdict": Verdict.NOT_THEIRS.value}).status_code == 302
    assert waiting(world.ann) == []


def test_a_decision_without_its_request_is_no_form_of_ours(world, family):
    fields = {"entry": str(uuid4()), "kind": "subject_review", "why": "x"}
    assert keep(signed_in(world.ann), fields, f"/records/{family.reference}/draft").status_code == 404
