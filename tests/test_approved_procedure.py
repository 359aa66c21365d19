"""A timetable is approved by the partnership officer, who reads every change in a sentence; the past never changes.

Source: hazard 20; safety rule 8.
"""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from firsthome.kinds.pregnancy import Basis, Certainty, Pregnancy
from firsthome.kinds.referral import Referral
from firsthome.kinds.when import When
from firsthome.procedures.changes import changes
from firsthome.procedures.parts import PARTS, Part, differences
from firsthome.procedures.rules import AtWeek
from firsthome.procedures.timetable import Milestone, ShownBy, Time, Whichever, read_edition, text_of
from firsthome.reading.timetable import clocks
from firsthome.record.approved import in_force, timetable_for
from tests.ledger_world import announced, begin_family, settle
from tests.world import signed_in

FILE = text_of("example")
LATER = timezone.localdate() + timedelta(days=30)
CHANGED = FILE.replace("at 34+0 weeks", "at 32+0 weeks").replace("2025-01-01", LATER.isoformat(), 1)


@pytest.fixture
def world(stage):
    return settle()


def written(monkeypatch, text):
    monkeypatch.setattr("firsthome.record.approved.text_of", lambda: text)


def approve(reader, **more):
    browser = signed_in(reader)
    page = browser.get("/library/timetable/approve").content.decode()
    seal = re.search(r'name="seal" value="(\w+)"', page)
    return browser.post("/library/timetable/approve", {"seal": seal[1] if seal else "", **more})


# --- in sentences ---


def test_a_change_is_said_so_that_it_can_be_read_aloud():
    newer = FILE.replace("at 16+0 weeks", "at 18+0 weeks").replace("45 working days", "40 working days")
    assert changes(read_edition(FILE), read_edition(newer)) == [
        "Pre-birth assessment begins: due at 18+0 weeks now; it was at 16+0 weeks.",
        "Pre-birth assessment finished: due 40 working days after referral now; it was 45 working days after referral.",
    ]


OTHERWISE = {
    "what": "Something else",
    "time": Time.AFTER_BIRTH,
    "owner": "police",
    "needs": "response",
    "held_in": "A cupboard",
    "help": "Other words",
    "by": (),
    "not_before": (),
    "whichever": Whichever.LATEST,
    "shown_by": ShownBy(kinds=("plan",)),
    "ended_by": ("no_further_action",),
    "each_time": True,
}
VALUE = {
    "rule": AtWeek(100),
    "clause": "7.3",
    "source": "Elsewhere",
    "confidence": "our own suggestion",
    "dated": date(2026, 1, 1),
    "confirmed": True,
}


@pytest.mark.parametrize("part", Milestone.model_fields)
def test_no_part_of_a_milestone_changes_unsaid(part):
    before = read_edition(FILE)
    one = before.milestones["assessment_start"]
    after = before.model_copy(
        update={
            "milestones": {
                **before.milestones,
                "assessment_start": one.model_copy(update={part: OTHERWISE[part]}),
            }
        }
    )
    assert changes(before, after), f"say in changes.py what is different when {part} is"


@pytest.mark.parametrize("part", VALUE)
def test_no_part_of_a_timing_changes_unsaid(part):
    before = read_edition(FILE)
    one = before.milestones["assessment_start"]
    value = one.by[0].model_copy(update={part: VALUE[part]})
    changed = one.model_copy(update={"by": (value,)})
    after = before.model_copy(update={"milestones": {**before.milestones, "assessment_start": changed}})
    assert changes(before, after)


def test_what_comes_and_goes_and_what_a_council_does_differently_is_said():
    before = read_edition(FILE)
    without = before.model_copy(update={"local": {}})
    moor = "In the area of Example Moor Council: Initial child protection conference: "
    said = changes(before, without)
    assert said[0] == f"{moor}due at 30+0 weeks now; it was at 28+0 weeks."
    assert f"{moor}the partnership’s own timing holds again." in said
    fewer = before.model_copy(
        update={"milestones": {k: v for k, v in before.milestones.items() if k != "concern"}}
    )
    assert changes(before, fewer)[0].startswith("No longer there: “Concern")
    assert changes(fewer, before)[0].startswith("New: “Concern")
    assert changes(before, before) == []


# --- approving ---


def test_only_the_officer_approves_and_everybody_reads_who_did(world):
    assert "Nobody has approved it yet" in signed_in(world.ada).get("/library/timetable").content.decode()
    assert approve(world.ann).status_code == 403
    assert approve(world.gil).status_code == 302
    read = signed_in(world.ada).get("/library/timetable").content.decode()
    assert "Approved by Gil Count" in read
    assert "not confirmed by your partnership" in read, "approving confirms no placeholder"
    assert "Nobody has approved it yet" in signed_in(world.fay).get("/library/timetable").content.decode()


def test_a_changed_file_is_a_proposal_until_it_is_approved_and_never_changes_the_past(world, monkeypatch):
    family, today = begin_family(world), timezone.localdate()
    edd = today + timedelta(weeks=20)
    family.add(world.ada, Pregnancy(edd=edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE))
    family.add(world.ada, Referral(to=world.cat.agency, why="Help"), happened=When.on(today))
    approve(world.gil)
    written(monkeypatch, CHANGED)
    said = "at 32+0 weeks now; it was at 34+0 weeks"
    assert said in signed_in(world.ada).get("/library/timetable").content.decode()
    timetable = f"/records/{family.reference}/timetable"
    before = signed_in(world.ada).get(timetable).content.decode()
    assert "(34+0)" in before
    assert said in signed_in(world.gil).get("/library/timetable/approve").content.decode()
    assert approve(world.gil).status_code == 302
    assert "(34+0)" in signed_in(world.ada).get(timetable).content.decode()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        procedure = timetable_for(cursor, family.record)
    assert [one.effective_from for one in procedure.editions] == [date(2025, 1, 1), LATER]
    assert procedure.on(LATER).milestones["birth_plan"].by[0].rule == AtWeek(224)
    assert {one.edition.effective_from for one in clocks(family.read(world.ada), procedure, {})} == {
        date(2025, 1, 1)
    }


def test_what_holds_already_or_would_change_the_past_is_not_approved(world, monkeypatch):
    approve(world.gil)
    assert b"nothing new to approve" in approve(world.gil).content
    written(monkeypatch, FILE.replace("at 34+0 weeks", "at 32+0 weeks"))
    answer = approve(world.gil)
    assert answer.status_code == 422
    assert b"Change effective_from" in answer.content


def test_a_file_that_changed_while_it_was_read_is_read_again(world, monkeypatch):
    approve(world.gil)
    written(monkeypatch, CHANGED)
    answer = approve(world.gil, seal="0" * 64)
    assert answer.status_code == 422
    assert b"The file changed while you were reading" in answer.content


# --- the parts beside the timetable ---


def test_levels_meetings_and_stages_are_approved_too_and_hold_from_the_day_after(world, monkeypatch):
    gil, there, today = signed_in(world.gil), "/library/procedure", timezone.localdate()
    assert signed_in(world.ann).get(f"{there}/challenge/approve").status_code == 403
    assert "Nobody has approved it yet" in gil.get(there).content.decode()

    def approve_it():
        page = gil.get(f"{there}/challenge/approve").content.decode()
        seal = re.search(r'name="seal" value="(\w+)"', page)
        return gil.post(f"{there}/challenge/approve", {"seal": seal[1] if seal else ""})

    assert approve_it().status_code == 302
    old = PARTS["challenge"].text_in()
    newer = old.replace("answer_within_working_days = 2", "answer_within_working_days = 1")
    monkeypatch.setattr(Part, "text_in", lambda part: newer if part is PARTS["challenge"] else old)
    said = "Between the practitioners: within how many working days there is an answer is now 1; it was 2."
    assert said in html.unescape(gil.get(f"{there}/challenge/approve").content.decode())
    assert "An edition was approved today" in html.unescape(approve_it().content.decode())
    with announced(world.ada):
        held = in_force(world.ada, "challenge", today + timedelta(days=1))
    assert held["practitioners"].answer_within_working_days == 2, "what was approved, and not the file"


@pytest.mark.parametrize("part", PARTS)
def test_no_field_of_a_part_changes_unsaid_and_each_has_words(part):
    before = PARTS[part].read(PARTS[part].text_in("example"))
    for key, one in before.items():
        for field in type(one).model_fields:
            after = {**before, key: one.model_copy(update={field: ("x",)})}
            assert differences(before, after), f"say what is different when {field} is"
    assert differences(before, before) == []
    [first, *_] = before
    assert differences({first: before[first]}, before)[0].startswith("New: ")
    assert differences(before, {first: before[first]})[0].startswith("No longer there: ")
