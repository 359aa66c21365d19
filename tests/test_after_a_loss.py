"""After a loss: everything about that baby stops, one gentle question stays, staff tick once, an error restores all."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from firsthome.kinds.after_loss import AfterLoss, Task
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.own_safeguarding import Considered, OwnSafeguarding
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.kit.dates import say_day
from firsthome.reading.babies import ticks
from tests.ledger_world import EDD, Family, begin_family, new_person, only
from tests.world import Stage, signed_in

DAY = date(2025, 4, 14)
LOST = When.on(DAY)


@pytest.fixture
def family(stage: Stage) -> Family:
    return begin_family(stage.world)


@pytest.fixture
def midwife(stage: Stage):
    return signed_in(stage.world.ada)


def where(family: Family, page: str = "what-now") -> str:
    return f"/records/{family.reference}/{page}"


def report(stage: Stage, family: Family, **more: object):
    said = {"baby": family.baby, "result": Result.MISCARRIAGE} | more
    return family.add(stage.world.ada, Outcome(**said), happened=LOST, about=(family.baby,))


def tick(midwife, family: Family, task: Task, answer: str = "done", note: str = ""):
    page = midwife.get(where(family)).content.decode()
    key = re.search(rf'name="task" value="([^"]*:{task.value})"', page)
    prefix = re.search(rf'name="({task.value}-\w+-)tick"', page)
    assert key, "the task is still to be done"
    assert prefix, "it asks how it stands"
    sent = {"task": key[1], "entry": str(uuid4()), f"{prefix[1]}tick": answer, f"{prefix[1]}note": note}
    return midwife.post(where(family), sent)


def test_where_no_loss_is_recorded_there_is_no_such_page(family, midwife):
    assert midwife.get(where(family)).status_code == 404


def test_recording_a_loss_leads_to_what_happens_now(stage, family, midwife):
    sent = {"entry": str(uuid4()), "baby": str(family.baby), "result": "miscarriage", "gestation": "11+2",
            "entry-on-day": "14", "entry-on-month": "4", "entry-on-year": "2025", "entry-how": "observed",
            "entry-seen_by": "everyone", "entry-origin": "no_condition"}  # fmt: skip
    answer = midwife.post(f"/records/{family.reference}/add/outcome", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == where(family)
    page = midwife.get(where(family)).content.decode()
    for words in ("Who has confirmed this, and is she safe and cared for?", "Cancel the appointments",
                  "End the national flag", "Sands", "I am so sorry", "not confirmed by your partnership"):  # fmt: skip
        assert words in page
    front = midwife.get(where(family, "")).content.decode()
    assert "What happens now" in front
    assert " today</p>" not in front, "nothing counts on"
    assert "1,001 days" not in front


def test_each_tick_is_an_entry_that_says_who_and_when(stage, family, midwife):
    loss = report(stage, family)
    assert tick(midwife, family, Task.AGENCIES, note="Rang all three").status_code == 302
    record = family.read(stage.world.cat)
    done = ticks(record, record.by_entry[loss.id])
    assert done[Task.AGENCIES][1].note == "Rang all three"
    assert done[Task.AGENCIES][0].current.content.author == stage.world.ada.practitioner
    page = midwife.get(where(family)).content.decode()
    assert "Maternity, Ada Hope" in page
    assert f'value="{record.by_entry[loss.id].id}:agencies"' not in page, "once is enough"


def test_a_task_that_is_ticked_without_saying_how_it_stands_asks(stage, family, midwife):
    report(stage, family)
    answer = tick(midwife, family, Task.LETTERS, answer="")
    assert answer.status_code == 422
    assert "Choose whether it is done or not needed" in answer.content.decode()


def test_the_gentle_question_ends_when_a_clinician_is_named(stage, family, midwife):
    loss = report(stage, family)
    said = Outcome(
        baby=family.baby, result=Result.MISCARRIAGE, confirmed_by="Dr Obi", cared_for="Her sister is there"
    )
    later = When.on(date(2025, 4, 16))
    family.mark(stage.world.ada, Mark.UPDATE, loss, said, happened=later, about=(family.baby,))
    page = midwife.get(where(family)).content.decode()
    assert "Who has confirmed this" not in page
    assert "Confirmed by Dr Obi." in page
    assert "Her sister is there" in page
    assert "14 April 2025" in page, "whoever confirms it moves no date"


def test_a_loss_entered_in_error_restores_everything(stage, family, midwife):
    before = _front(midwife, family)
    loss = report(stage, family)
    tick(midwife, family, Task.LETTERS)
    assert _front(midwife, family) != before
    family.mark(stage.world.ada, Mark.ERROR, loss, reason="Another family")
    assert midwife.get(where(family)).status_code == 404
    assert _front(midwife, family) == before


def _front(midwife, family: Family) -> str:
    """How the baby is, and what is asked, as the front page shows it."""
    page = midwife.get(where(family, "")).content.decode()
    start, end = page.index('class="fh-baby"'), page.index('class="fh-buttons"')
    asked = re.findall(r'class="fh-question__asks">([^<]*)<', page)
    return page[start:end] + "".join(asked)


def test_with_twins_the_other_baby_goes_on(stage, family, midwife):
    twin = new_person("The other Mistry twin")
    family.add(stage.world.ada, PersonOnRecord(person=twin, role=Role.BABY))
    family.add(stage.world.ada, Pregnancy(edd=EDD, babies=2))
    report(stage, family)
    page = midwife.get(where(family)).content.decode()
    assert "What is about another baby goes on." in page
    assert "The other Mistry twin" not in page
    front = midwife.get(where(family, "")).content.decode()
    assert "The other Mistry twin" in front
    assert "Miscarriage, 14 April 2025" in front
    assert "Babies expected" not in front, "nobody counts two of them any more"
    assert "Record the birth" in front, "of the other twin"
    listed = midwife.get("/caseload").content.decode()
    row = listed[listed.index(family.reference) :][:2000]
    assert "iscarriage" not in row, "the list counts on for the other twin"


def test_only_babies_can_be_chosen_as_the_baby(stage, family, midwife):
    page = midwife.get(f"/records/{family.reference}/add/outcome").content.decode()
    chosen = re.findall(r'name="baby"[^>]*value="([^"]*)"', page)
    assert chosen == [str(family.baby), ""]


def test_an_appointment_that_was_only_for_the_lost_baby_is_no_next_date(stage, family, midwife):
    twin = new_person("The other twin of the clinic")
    family.add(stage.world.ada, PersonOnRecord(person=twin, role=Role.BABY))
    family.add(stage.world.ada, Pregnancy(edd=EDD, babies=2))
    ahead = timezone.localdate() + timedelta(days=9)
    scan = Contact(outcome=ContactOutcome.OFFERED, purpose="Scan")
    family.add(stage.world.ada, scan, happened=When.on(ahead), about=(family.baby,))
    shown = say_day(ahead)
    assert shown in midwife.get(where(family, "")).content.decode()
    report(stage, family)
    dates = midwife.get(where(family, "")).content.decode().split("Next dates")[1].split("</section>")[0]
    assert shown not in dates
    assert shown in midwife.get(where(family)).content.decode(), "staff find it among what is to be cancelled"


def test_her_own_safeguarding_and_health_are_not_among_what_is_to_be_cancelled(stage, family, midwife):
    ahead = timezone.localdate() + timedelta(days=9)
    own = OwnSafeguarding(person=family.mother, considered=Considered.NOT_DECIDED, review=ahead)
    family.add(stage.world.ada, own)
    family.add(stage.world.ada, Vulnerability(topic=Topic.ALCOHOL, standing=Standing.KNOWN, review=ahead))
    report(stage, family)
    assert say_day(ahead) not in midwife.get(where(family)).content.decode()
    assert say_day(ahead) in midwife.get(where(family, "")).content.decode(), "they go on"


def test_whoever_may_not_know_of_the_loss_finds_nothing(stage, family):
    world = stage.world
    said = Outcome(baby=family.baby, result=Result.MISCARRIAGE)
    hidden = family.add(world.ada, said, happened=LOST, audience=only(world.ada.agency))
    family.add(world.ada, AfterLoss(outcome=hidden.id, task=Task.LETTERS))
    visitor = signed_in(world.ben)
    assert visitor.get(where(family)).status_code == 404
    assert "iscarriage" not in visitor.get(where(family, "")).content.decode()
    assert not [entry for entry in family.seen(world.ben) if entry.kind == AfterLoss.kind]
    midwife = signed_in(world.ada)
    assert midwife.get(where(family)).status_code == 200


def test_what_the_law_calls_it_is_a_hint_and_changes_nothing(stage, family, midwife):
    report(stage, family, gestation=25 * 7)
    page = midwife.get(where(family)).content.decode()
    assert page.count("Births and Deaths Registration Act 1953") == 2, "beside the loss, and at the foot"
    assert "Miscarriage, 14 April 2025" in page
