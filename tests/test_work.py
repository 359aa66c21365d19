"""My work and my team's: what is due by when, for whoever owns it, and nothing of what its reader may not know.

Source: feature rows 49 and 50; safety rules 2, 4 and 14.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from firsthome.kinds.closing import CameTo, Closing
from firsthome.kinds.entry import Audience, Mark
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.milestone import MilestoneReached, Reached
from firsthome.kinds.planning import Action, Progress
from firsthome.kinds.pregnancy import Basis, Certainty, Outcome, Pregnancy, Result
from firsthome.kinds.referral import Referral
from firsthome.kit.addresses import address
from firsthome.procedures.working_days import after_working_days
from firsthome.record import work as works
from firsthome.record.approved import approve, in_file
from firsthome.record.notices import notices_for
from firsthome.record.overdue import FOR_LEADS, YOURS, chase_work
from firsthome.record.project import load
from firsthome.record.rebuild import rebuild, remake_by_another_procedure
from firsthome.record.restricted import restrict_record
from firsthome.record.work_list import work
from tests.ledger_world import EDD, announced, begin_family, rows, settle
from tests.test_pages_reading import _queries
from tests.world import _join, signed_in

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def world(stage):
    return settle()


@pytest.fixture
def family(world):
    return begin_family(world)


def action(family, by, owner=None, due=WEEK, **more):
    said = Action(
        what="Visit at home",
        practitioner=owner.practitioner if owner else None,
        agency=None if owner else by.agency,
        due=timezone.localdate() + due,
    )
    return family.add(by, said, **more)


def page_of(reader, query=""):
    answer = signed_in(reader).get(f"/work{query}")
    assert answer.status_code == 200
    return re.sub(r'value="\w{64}"|\s+', " ", answer.content.decode())


def test_an_action_stands_on_its_owners_list_until_it_is_done(world, family):
    entry = action(family, world.ada, world.ben)
    mine = page_of(world.ben)
    assert f"/records/{family.reference}/entries/{entry.id}" in mine
    assert "Visit at home" not in mine, "a list holds no words about a family"
    assert family.reference not in page_of(world.bea)
    assert "Ben Moss" in page_of(world.bea, "?whose=team")
    assert family.reference not in page_of(world.ada, "?whose=team")
    done = Action(
        what="Visit at home", practitioner=world.ben.practitioner, progress=Progress.DONE, evidence="Seen"
    )
    family.mark(world.ben, Mark.UPDATE, entry, done)
    assert family.reference not in page_of(world.ben)


def test_an_action_due_by_a_week_moves_with_the_expected_date(world, family):
    said = Action(what="A cot", practitioner=world.ben.practitioner, due_week=34)
    family.add(world.ada, said)
    weeks = [at(family, world.ben)]
    later = Pregnancy(edd=EDD + 2 * WEEK, basis=Basis.CLINICIAN, certainty=Certainty.SURE)
    family.add(world.ada, later)
    weeks.append(at(family, world.ben))
    assert weeks == [[EDD - 6 * WEEK], [EDD - 4 * WEEK]]


def at(family, reader):
    with announced(reader):
        return [one.due for one in work(reader)[0] if one.record == family.record]


def test_a_milestone_stands_on_the_list_of_the_service_that_sees_to_it(world, family):
    today = timezone.localdate()
    family.add(world.ada, Pregnancy(edd=today + 10 * WEEK, basis=Basis.DATING_SCAN, certainty=Certainty.SURE))
    elsewhere = _join("sam", "Sam Low", world.ada.partnership, "childrens-social-care")
    family.add(world.ada, Referral(to=elsewhere.agency, why="She asks for help"))
    html = page_of(world.ann, "?whose=team")
    assert "Safeguarding birth plan" in html
    assert f"/records/{family.reference}/timetable#milestone-birth_plan" in html
    assert "Safeguarding birth plan" not in page_of(world.ben, "?whose=team")
    family.add(
        world.ada, MilestoneReached(milestone="birth_plan", reached=Reached.ELSEWHERE, where="Her notes")
    )
    assert "Safeguarding birth plan" not in page_of(world.ann, "?whose=team")


def test_what_is_hidden_stands_on_no_list_and_moves_nothing(world, family):
    before = page_of(world.ben), page_of(world.ben, "?whose=team"), page_of(world.eve, "?whose=team")
    action(family, world.ada, world.ben, audience=Audience(everyone=False, agencies=(world.ada.agency,)))
    action(family, world.ada, world.eve)
    assert (
        page_of(world.ben),
        page_of(world.ben, "?whose=team"),
        page_of(world.eve, "?whose=team"),
    ) == before


def test_whoever_is_named_and_shown_less_reads_only_what_reached_them(world, family):
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.CONTRIBUTE))
    action(family, world.ada, world.eve)
    assert family.reference not in page_of(world.eve)
    shared = Audience(everyone=True, agencies=(world.eve.agency,))
    action(family, world.ada, world.eve, audience=shared)
    assert page_of(world.eve).count(f"{family.reference}/entries/") == 1


def test_cover_shows_somebodys_work_to_a_colleague_for_as_long_as_they_are_away(world, family):
    action(family, world.ada, world.ada)
    assert family.reference not in page_of(world.ann)
    today = timezone.localdate()
    form = signed_in(world.ada).get(address("away")).content.decode()
    names = re.findall(r'name="((?:begins|ends)[^"]*)"', form)
    values = [
        today.day,
        today.month,
        today.year,
        *[(today + WEEK).day, (today + WEEK).month, (today + WEEK).year],
    ]
    answer = signed_in(world.ada).post(
        address("away"), {"cover": world.ann.practitioner, **dict(zip(names, values, strict=True))}
    )
    assert answer.status_code == 302
    html = page_of(world.ann)
    assert family.reference in html
    assert "You cover for Ada Hope" in html
    absence = re.search(r'name="back" value="(\d+)"', signed_in(world.ada).get("/work").content.decode())[1]
    signed_in(world.ann).post(address("away"), {"back": absence})
    assert family.reference in page_of(world.ann), "only whoever is away takes it back"
    signed_in(world.ada).post(address("away"), {"back": absence})
    assert family.reference not in page_of(world.ann)


def test_a_loss_and_a_closing_silence_it(world, family):
    action(family, world.ada, world.ben)
    about_baby = action(family, world.ada, world.ben, due=2 * WEEK, about=(family.baby,))
    loss = family.add(world.ada, Outcome(baby=family.baby, result=Result.STILLBIRTH))
    assert "Look at this before anything of it reaches the family" in page_of(world.ben)
    family.mark(world.ada, Mark.ERROR, loss)
    assert str(about_baby.id) in page_of(world.ben)
    closing = Closing(
        came_to=CameTo.EARLY_HELP, why="It is done", next="Ordinary care", next_owner="Ben Moss"
    )
    family.add(world.ada, closing)
    assert family.reference not in page_of(world.ben)


def test_the_next_page_goes_on_where_the_first_ended(world, family):
    for days in (3, 1, 2, 1):
        action(family, world.ada, world.ben, due=days * DAY)
    with announced(world.ben):
        first, after = work(world.ben, [world.ben.practitioner], size=2)
        rest, end = work(world.ben, [world.ben.practitioner], after, size=2)
    assert [(one.due - timezone.localdate()).days for one in (*first, *rest)] == [1, 1, 2, 3]
    assert len({one.item for one in (*first, *rest)}) == 4
    assert end is None
    assert signed_in(world.ben).get("/work?after=tampered").status_code == 200


def test_the_list_takes_six_queries_at_most(world, family):
    for days in range(1, 8):
        action(family, world.ada, world.ben, due=days * DAY)
    assert len(_queries(signed_in(world.ben), "/work?whose=team")) <= 6


def chase(today):
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return chase_work(cursor, today)


def told(reader, family):
    with announced(reader):
        return [one.what for one in notices_for(reader) if one.reference == family.reference]


def test_its_owner_hears_the_day_after_it_was_due_and_the_leads_some_days_later_each_once(world, family):
    due = timezone.localdate() - 2 * WEEK
    action(family, world.ada, world.ben, due=-2 * WEEK)
    chase(due)
    assert told(world.ben, family) == []
    chase(due + DAY)
    chase(due + DAY)
    assert (told(world.ben, family), told(world.bea, family)) == ([YOURS], [])
    chase(further := after_working_days(due, 5))
    chase(further)
    assert (told(world.ben, family), told(world.bea, family)) == ([YOURS], [FOR_LEADS])
    assert told(world.cat, family) == []


def further(family):
    found = "SELECT item, ended IS NULL FROM escalation WHERE record = %s"
    return dict(rows(found, family.record, using="owner"))


def test_each_thing_is_taken_further_once_and_no_longer_once_it_is_done(world, family):
    due = timezone.localdate() - 3 * WEEK
    first = action(family, world.ada, world.ben, due=-3 * WEEK)
    chase(after_working_days(due, 5))
    second = action(family, world.ada, world.ben, due=DAY - 3 * WEEK)
    for _ in range(2):
        chase(after_working_days(due + DAY, 5))
    assert further(family) == {str(first.id): True, str(second.id): True}
    assert told(world.bea, family) == [FOR_LEADS, FOR_LEADS]
    assert page_of(world.bea, "?whose=team").count("The safeguarding lead has this too") == 2
    done = {"progress": Progress.DONE, "evidence": "Seen"}
    for one in (first, second):
        family.mark(world.ben, Mark.UPDATE, one, one.said.model_copy(update=done))
    assert family.reference not in page_of(world.bea, "?whose=team")
    chase(timezone.localdate())
    assert further(family) == {str(first.id): False, str(second.id): False}
    with announced(world.bea):
        assert [one.new for one in notices_for(world.bea) if one.what == FOR_LEADS] == [False, False]
    with announced(world.ben):
        assert [one.settled for one in notices_for(world.ben) if one.what == YOURS] == [True]


def test_of_a_record_restricted_to_some_the_lead_hears_only_as_one_of_them(world, family):
    for reader in (world.ann, world.ben):
        family.add(
            world.ada, Involvement(agency=reader.agency, practitioner=reader.practitioner, level=Level.FULL)
        )
    action(family, world.ada, world.ben, due=-3 * WEEK)
    restrict_record(family.record, "Her sister works there", world.ann)
    day = after_working_days(timezone.localdate() - 3 * WEEK, 5)
    chase(day)
    assert (told(world.ben, family), told(world.bea, family), further(family)) == ([YOURS], [], {})
    named = Involvement(agency=world.bea.agency, practitioner=world.bea.practitioner, level=Level.FULL)
    family.add(world.ann, named)
    chase(after_working_days(day, 1))
    assert told(world.bea, family) == [FOR_LEADS]


def test_after_a_loss_nobody_is_chased(world, family):
    action(family, world.ada, world.ben, due=-2 * WEEK)
    family.add(world.ada, Outcome(baby=family.baby, result=Result.STILLBIRTH))
    chase(timezone.localdate())
    assert told(world.ben, family) == []


def test_an_approved_procedure_moves_what_lists_say_is_due_with_the_next_upgrade(world, family):
    edd = timezone.localdate() + 10 * WEEK
    family.add(world.ada, Pregnancy(edd=edd, basis=Basis.DATING_SCAN, certainty=Certainty.SURE))
    elsewhere = _join("tom", "Tom Low", world.ada.partnership, "childrens-social-care")
    family.add(world.ada, Referral(to=elsewhere.agency, why="She asks for help"))
    due, said = "SELECT DISTINCT due FROM work WHERE record = %s AND item = 'birth_plan'", []
    remake_by_another_procedure("owner", said.append)
    said.clear()
    [(before,)] = rows(due, family.record, using="owner")
    with announced(world.gil):
        approve(world.gil, in_file().replace('rule = "at 34+0 weeks"', 'rule = "at 33+0 weeks"'))
    assert rows(due, family.record, using="owner") == [(before,)]
    assert remake_by_another_procedure("owner", said.append) > 0
    assert rows(due, family.record, using="owner") == [(before - WEEK,)]
    assert (remake_by_another_procedure("owner", said.append), len(said)) == (0, 1)


def test_what_is_stored_is_what_is_remade(world, family):
    action(family, world.ada, world.ben)
    action(family, world.ada)
    columns = "principal, level, item, due, agency, practitioner, statement, after_loss"
    before = set(rows(f"SELECT {columns} FROM work WHERE record = %s", family.record, using="owner"))
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        numbered = load(cursor, family.record)
        remade = works.work_rows(cursor, family.record, [entry for _, entry in numbered])
        list(rebuild(cursor))
    assert before == {(principal, level, *item) for principal, level, item in remade} != set()
    assert set(rows(f"SELECT {columns} FROM work WHERE record = %s", family.record, using="owner")) == before
