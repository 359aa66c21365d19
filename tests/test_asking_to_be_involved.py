"""Asking to be involved in a record whose reference one knows: nothing comes back that says whether there is one.

Source: issue 4, section 1; feature row 29; safety rule 2.
"""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firsthome.kinds.entry import Mark
from firsthome.kinds.involvement import Involvement, Level
from firsthome.record.exclude import end_exclusion, exclude, exclusions_of
from firsthome.record.involvement_requests import SOMEBODY_ASKS
from firsthome.record.notices import notices_for
from firsthome.record.restricted import restrict_record
from tests.ledger_world import announced, begin_family, raw, rows
from tests.test_hidden_leaves_no_trace import OF_THE_MOMENT
from tests.world import signed_in

IN_A_WEEK = timedelta(days=7)
NOWHERE = "2222-2222"


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def words(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def asks(reference, **more):
    day = timezone.localdate() + IN_A_WEEK
    said = {"entry": str(uuid4()), "reference": reference, "why": "I run the hostel where she sleeps."}
    said |= {"due-day": str(day.day), "due-month": str(day.month), "due-year": str(day.year)}
    return said | more


def ask(reader, reference, **more):
    return signed_in(reader).post("/requests/new", asks(reference, **more), follow=True)


def of_record(family):
    return rows("SELECT id FROM involvement_request WHERE record = %s", family.record, using="owner")


def forget_all(reader):
    """As the owner: what somebody asked before, so that their list is as it was."""
    rows(
        "DELETE FROM involvement_request WHERE practitioner = %s RETURNING 1",
        reader.practitioner,
        using="owner",
    )


def asked_by(name, reader, family):
    """Whether a reader's list says that somebody asks to be involved in this family's record."""
    page = words(signed_in(reader).get("/requests"))
    return re.search(rf"{name}, [\w ]+, asks to be involved Leila Mistry, record {family.reference}", page)


def notices(reader):
    with announced(reader):
        return [one for one in notices_for(reader) if one.what == SOMEBODY_ASKS]


def lead(stage, family):
    cat = stage.world.cat
    family.add(
        stage.world.ada,
        Involvement(agency=cat.agency, practitioner=cat.practitioner, lead=True, level=Level.FULL),
    )


# --- what whoever asks learns


def test_existing_missing_and_hidden_records_answer_the_same_bytes_with_the_same_queries(stage, family):
    w, edge = stage.world, stage.edge
    exclude(family.record, edge.ned.practitioner, "A neighbour", w.ann)
    for reader in (w.eve, edge.ned, w.fay):
        pages, statements = set(), set()
        for reference in (family.reference, NOWHERE):
            browser = signed_in(reader)
            with CaptureQueriesContext(connections["default"]) as sent:
                answer = browser.post("/requests/new", asks(reference), follow=True)
            shown = browser.get("/requests").content.decode()
            forget_all(reader)
            pages.add(OF_THE_MOMENT.sub("", (answer.content.decode() + shown).replace(reference, "?")))
            statements.add(tuple(re.sub(r"'[^']*'", "?", one["sql"]) for one in sent))
        assert len(pages) == len(statements) == 1, w.name_of(reader) if reader != edge.ned else "ned"


def test_what_cannot_be_a_reference_is_told_at_once(stage):
    answer = ask(stage.world.eve, "the Mistrys")
    assert answer.status_code == 422
    assert "Check the reference" in words(answer)
    assert "I run the hostel" in words(answer)


def test_who_is_kept_out_asks_nobody_and_leaves_no_stub(stage, family):
    w, ned = stage.world, stage.edge.ned
    exclude(family.record, ned.practitioner, "A neighbour", w.ann)
    before = len(notices(w.ann))
    ask(ned, family.reference)
    assert of_record(family) == []
    assert len(notices(w.ann)) == before
    assert not asked_by("Ned Shaw", w.ann, family)


def test_who_is_kept_out_later_takes_their_request_along_for_ever(stage, family):
    w = stage.world
    ask(w.eve, family.reference)
    assert asked_by("Eve Lane", w.ada, family)
    exclude(family.record, w.eve.practitioner, "His cousin", w.ann)
    assert not asked_by("Eve Lane", w.ada, family)
    (kept_out,) = exclusions_of(family.record, w.ann)
    end_exclusion(family.record, kept_out.id, "Another Eve", w.ann)
    assert of_record(family) == []


def test_another_partnership_asks_nobody(stage, family):
    ask(stage.world.fay, family.reference)
    assert of_record(family) == []


# --- who hears of it, and answers


def test_the_lead_professional_and_the_leads_of_full_agencies_are_told_and_those_with_full_access_read_it(
    stage, family
):
    w = stage.world
    lead(stage, family)
    before = {reader: len(notices(reader)) for reader in (w.cat, w.ann, w.bea, w.dan, w.ada)}
    ask(w.eve, family.reference)
    told = {reader: len(notices(reader)) - before[reader] for reader in before}
    assert told == {w.cat: 1, w.ann: 1, w.bea: 1, w.dan: 0, w.ada: 0}
    (notice, *_) = notices(w.cat)
    assert "Eve" not in notice.what
    page = words(signed_in(w.cat).get(notice.opens))
    assert "Eve Lane, Housing" in page
    assert "I run the hostel where she sleeps." in page
    for reader, sees in (
        (w.ada, True),
        (w.ben, True),
        (w.cat, True),
        (w.dan, False),
        (w.eve, False),
        (w.fay, False),
    ):
        count = raw(reader, "SELECT count(*) FROM involvement_request WHERE record = %s", family.record)
        assert count == [(int(sees),)], w.name_of(reader)
    assert signed_in(w.dan).get(notice.opens).status_code == 403
    assert signed_in(w.eve).get(notice.opens).status_code == 404


def test_a_restricted_record_is_answered_by_those_who_are_named_on_it(stage, family):
    w = stage.world
    family.add(w.ada, Involvement(agency=w.ann.agency, practitioner=w.ann.practitioner, level=Level.FULL))
    restrict_record(family.record, "In the news", w.ann)
    ask(w.eve, family.reference)
    assert not asked_by("Eve Lane", w.ada, family)
    assert asked_by("Eve Lane", w.ann, family)


def test_involving_them_is_filled_in_and_answers(stage, family):
    w, ada = stage.world, signed_in(stage.world.ada)
    ask(w.eve, family.reference)
    ((asked,),) = of_record(family)
    page = f"/records/{family.reference}/asked/{asked}"
    sent = ada.post(page, {"answer": "involve"})
    form = ada.get(sent.url).content.decode()
    assert re.search(rf'value="{w.eve.agency}" (checked|selected)', form)
    assert re.search(rf'value="{w.eve.practitioner}" (checked|selected)', form)
    assert "I run the hostel where she sleeps." in form
    assert asked_by("Eve Lane", w.ada, family), "it waits until they are involved"
    family.add(
        w.ada,
        Involvement(agency=w.eve.agency, practitioner=w.eve.practitioner, level=Level.CONTRIBUTE),
    )
    assert not asked_by("Eve Lane", w.ada, family)
    assert "Answered on" in words(ada.get(page))
    assert "now you are: it is on your caseload" in words(signed_in(w.eve).get("/notices"))


@pytest.mark.parametrize("told", [True, False])
def test_not_involving_them_takes_a_reason_and_whoever_answers_decides_whether_they_are_told(
    told, stage, family
):
    w, ada = stage.world, signed_in(stage.world.ada)
    forget_all(w.eve)
    ask(w.eve, family.reference)
    ((asked,),) = of_record(family)
    page = f"/records/{family.reference}/asked/{asked}"
    for missing in ({}, {"why_not": "No role here"}, {"told": "yes"}):
        assert ada.post(page, {"answer": "not"} | missing).status_code == 422
    said = {
        "answer": "not",
        "why_not": "She asked that the hostel hears nothing",
        "told": "yes" if told else "no",
    }
    before = signed_in(w.eve).get("/requests").content.decode()
    assert ada.post(page, said | {"words": "Ring the hostel’s own lead."}).status_code == 302
    assert ada.post(page, said).status_code == 422, "the first answer stands"
    own = signed_in(w.eve).get("/requests").content.decode()
    assert (
        "You were not involved. Ring the hostel’s own lead." in words(signed_in(w.eve).get("/requests"))
    ) is told
    if not told:
        assert OF_THE_MOMENT.sub("", own) == OF_THE_MOMENT.sub("", before)
    assert "hears nothing" not in own
    assert "She asked that the hostel hears nothing" in words(ada.get(page))


def test_at_presence_they_ask_on_the_record_and_more_access_is_the_answer(stage, family):
    w, gus = stage.world, stage.edge.gus
    presence = family.add(w.ada, Involvement(agency=gus.agency, level=Level.PRESENCE))
    browser = signed_in(gus)
    link = re.search(
        r'href="(/requests/new[^"]*)"', browser.get(f"/records/{family.reference}/").content.decode()
    )
    assert f'value="{family.reference}"' in browser.get(link.group(1)).content.decode()
    ask(gus, family.reference)
    assert asked_by("Gus Pace", w.ada, family)
    more = Involvement(agency=gus.agency, level=Level.SUMMARY)
    family.mark(w.ada, Mark.CORRECTION, presence, more, reason="They asked")
    assert not asked_by("Gus Pace", w.ada, family)


def test_who_reads_all_of_it_already_asks_nobody(stage, family):
    ask(stage.world.ben, family.reference)
    assert of_record(family) == []


def test_twice_sent_is_asked_once(stage, family):
    said = asks(family.reference)
    browser = signed_in(stage.world.eve)
    for _ in range(2):
        assert browser.post("/requests/new", said).status_code == 302
    assert len(of_record(family)) == 1


def test_the_page_of_somebody_elses_record_says_nothing_of_a_request(stage, family):
    w = stage.world
    ask(w.eve, family.reference)
    ((asked,),) = of_record(family)
    other = begin_family(w)
    assert signed_in(w.ada).get(f"/records/{other.reference}/asked/{asked}").status_code == 404
