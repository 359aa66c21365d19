"""Involving somebody by name: asked once from when, and only who works for that agency today."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pydantic import ValidationError

from firsthome.access.models import Agency, Membership, Practitioner
from firsthome.access.permissions import Role
from firsthome.kinds.entry import Mark
from firsthome.kinds.gestation import day_of
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.when import When
from firsthome.record.append import append
from firsthome.record.errors import NotThere
from tests.ledger_world import begin_family
from tests.opening_world import a_day
from tests.world import signed_in

WHY = "She moves to the other side of town next week."
BEGINS = date(2025, 3, 3)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


@pytest.fixture
def ada(stage):
    return signed_in(stage.world.ada)


@pytest.fixture
def nia(stage):
    """A social worker who works there when a test begins."""
    nia = Practitioner.objects.using("owner").create(sign_in_name=f"{uuid4()}@example.org", name="Nia Frost")
    Membership.objects.using("owner").create(
        practitioner=nia,
        agency=Agency.objects.using("owner").get(pk=stage.world.cat.agency),
        role=Role.PRACTITIONER,
        begins=datetime(2025, 1, 1, tzinfo=UTC),
    )
    return replace(stage.world.cat, practitioner=nia.pk)


def leaves(reader):
    Membership.objects.using("owner").filter(practitioner=reader.practitioner).update(ends=timezone.now())


def form_for(family):
    return f"/records/{family.reference}/add/involvement"


def shown(answer):
    return html.unescape(answer.content.decode())


def naming(reader, agency=None, **more):
    """Somebody involved by name, as a browser sends it; dates with __ for the dash in their names."""
    sent = {"entry": str(uuid4()), "agency": str(agency or reader.agency), "level": "full", "why": WHY}
    sent |= {"practitioner": str(reader.practitioner)}
    return sent | {name.replace("__", "-"): value for name, value in more.items()}


def involved(family, stage, reader):
    """What the record says of somebody's part, and when it says that this began."""
    found = family.read(stage.world.ada).involvements
    return [(said, one.current.content) for one, said in found if said.practitioner == reader.practitioner]


# --- from when


def test_from_when_is_asked_once(ada, family):
    page = shown(ada.get(form_for(family)))
    assert "From when are they involved?" in page
    assert "From when has it been so?" not in page
    assert "I do not know the date" not in page


def test_the_day_that_is_said_is_the_day_on_record(ada, stage, family, nia):
    assert ada.post(form_for(family), naming(nia, **a_day("begins", "3 3 2025"))).status_code == 302
    ((said, entry),) = involved(family, stage, nia)
    assert (said.begins, entry.happened) == (BEGINS, When.on(BEGINS))


def test_no_day_means_today(ada, stage, family, nia):
    assert ada.post(form_for(family), naming(nia)).status_code == 302
    ((said, entry),) = involved(family, stage, nia)
    assert (said.begins, entry.happened) == (None, When.on(timezone.localdate()))


def change(browser, family, entry, mark, sent, **more):
    sent = sent | {
        "entry": str(uuid4()),
        "tip": str(entry.id),
        "mark": mark,
        "entry-reason": "I asked",
        **more,
    }
    return browser.post(f"/records/{family.reference}/entries/{entry.id}/correct?mark={mark}", sent)


def test_a_correction_of_the_day_moves_it_and_of_anything_else_leaves_it(ada, stage, family, nia):
    sent = naming(nia, **a_day("begins", "3 3 2025"))
    ada.post(form_for(family), sent)
    ((_, entry),) = involved(family, stage, nia)
    assert change(ada, family, entry, "correction", sent, role="Duty worker").status_code == 302
    ((said, entry),) = involved(family, stage, nia)
    assert (said.role, entry.happened) == ("Duty worker", When.on(BEGINS))
    later = {"begins-day": "10"}
    assert change(ada, family, entry, "correction", sent, **later).status_code == 302
    ((said, entry),) = involved(family, stage, nia)
    assert (said.begins, entry.happened) == (date(2025, 3, 10), When.on(date(2025, 3, 10)))


def test_an_update_asks_from_when_it_is_different_and_not_again_when_it_began(ada, stage, family, nia):
    ada.post(form_for(family), naming(nia, **a_day("begins", "3 3 2025")))
    ((_, entry),) = involved(family, stage, nia)
    page = shown(ada.get(f"/records/{family.reference}/entries/{entry.id}/correct?mark=update"))
    assert "From when has it been different?" in page
    assert "From when are they involved?" not in page
    on = {"entry-on-day": "1", "entry-on-month": "4", "entry-on-year": "2025"}
    assert change(ada, family, entry, "update", naming(nia, role="Duty worker"), **on).status_code == 302
    ((said, entry),) = involved(family, stage, nia)
    assert (said.begins, said.role, entry.happened) == (BEGINS, "Duty worker", When.on(date(2025, 4, 1)))


# --- who


def test_somebody_of_another_agency_is_not_involved_for_this_one_and_nothing_typed_is_lost(
    ada, stage, family, nia
):
    answer = ada.post(form_for(family), naming(nia, agency=stage.world.eve.agency))
    assert answer.status_code == 422
    page = shown(answer)
    assert re.search(r'href="#practitioner">Choose a practitioner who works for that agency today', page)
    assert WHY in page
    assert f'value="{nia.practitioner}" selected' in page
    assert involved(family, stage, nia) == []


def test_somebody_who_left_while_the_form_was_open_is_not_involved(ada, stage, family, nia):
    sent = naming(nia)
    leaves(nia)
    answer = ada.post(form_for(family), sent)
    assert answer.status_code == 422
    assert "Which practitioner?" in shown(answer)
    assert WHY in shown(answer)


def test_the_ledger_itself_takes_only_who_works_there_today(stage, family, nia):
    other = Involvement(agency=stage.world.eve.agency, practitioner=nia.practitioner, level=Level.FULL)
    with pytest.raises(NotThere, match="works for that agency today"):
        family.add(stage.world.ada, other)
    leaves(nia)
    with pytest.raises(NotThere, match="works for that agency today"):
        family.add(stage.world.ada, other.model_copy(update={"agency": nia.agency}))
    assert involved(family, stage, nia) == []


def test_whoever_signs_in_no_more_is_not_involved_either(stage, family, nia):
    Practitioner.objects.using("owner").filter(pk=nia.practitioner).update(is_active=False)
    with pytest.raises(NotThere):
        family.add(stage.world.ada, Involvement(agency=nia.agency, practitioner=nia.practitioner))


def test_the_part_of_somebody_who_has_left_can_still_be_ended(ada, stage, family, nia):
    entry = family.add(stage.world.ada, Involvement(agency=nia.agency, practitioner=nia.practitioner))
    leaves(nia)
    page = shown(ada.get(f"/records/{family.reference}/entries/{entry.id}/correct?mark=correction"))
    assert re.search(rf'value="{nia.practitioner}" selected>\s*Nia Frost, not working here now', page)
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = a_day("ends", f"{yesterday.day} {yesterday.month} {yesterday.year}")
    assert change(ada, family, entry, "correction", naming(nia, **ended)).status_code == 302
    ((said, _),) = involved(family, stage, nia)
    assert said.ends == yesterday


def test_a_change_cannot_bring_in_somebody_else_who_has_left(stage, family, nia):
    cat = stage.world.cat
    entry = family.add(stage.world.ada, Involvement(agency=cat.agency, practitioner=cat.practitioner))
    leaves(nia)
    with pytest.raises(NotThere):
        family.mark(
            stage.world.ada,
            Mark.CORRECTION,
            entry,
            Involvement(agency=nia.agency, practitioner=nia.practitioner),
        )


def test_what_was_sent_before_they_left_is_still_one_entry(stage, family, nia):
    entry = family.add(stage.world.ada, Involvement(agency=nia.agency, practitioner=nia.practitioner))
    leaves(nia)
    assert append(family.record, entry, stage.world.ada).id == entry.id
    assert len(involved(family, stage, nia)) == 1


# --- when a baby can be expected


@pytest.mark.parametrize("field", ["edd", "edd_earliest", "edd_latest"])
def test_no_baby_is_expected_more_than_40_weeks_from_now(ada, family, field):
    far = timezone.localdate() + timedelta(days=281)
    day = a_day(field, f"{far.day} {far.month} {far.year}")
    sent = {"entry": str(uuid4()), "basis": "her_word", "certainty": "about"}
    sent |= {name.replace("__", "-"): value for name, value in day.items()}
    answer = ada.post(f"/records/{family.reference}/add/pregnancy", sent)
    assert answer.status_code == 422
    assert "Check the year: this date is more than 40 weeks from now" in shown(answer)
    assert f'value="{far.year}"' in shown(answer)


def test_a_baby_was_expected_long_ago_in_what_is_told_afterwards(ada, stage, family):
    sent = {"entry": str(uuid4()), "edd-day": "5", "edd-month": "8", "edd-year": "1987"}
    sent |= {"basis": "her_word", "certainty": "about"}
    assert ada.post(f"/records/{family.reference}/add/pregnancy", sent).status_code == 302
    assert family.read(stage.world.ada).edd == date(1987, 8, 5)


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_a_date_from_which_no_weeks_can_be_counted_is_no_expected_date(day):
    with pytest.raises(ValidationError):
        Pregnancy(edd=day)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2100, 12, 31)])
def test_every_date_that_a_form_or_a_file_can_say_is_one(day):
    assert (day_of(0, day), day_of(320, day)) == (day - timedelta(days=280), day + timedelta(days=40))
    assert Pregnancy(edd=day).edd == day
