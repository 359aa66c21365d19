"""The engagement page as people meet it: both sides in picture, words and list, and the way to each entry."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import Audience
from firsthome.kinds.event import Event
from firsthome.kinds.when import When
from tests.ledger_world import begin_family
from tests.world import signed_in

KEPT, MISSED, SERVICE = (
    ContactOutcome.ATTENDED,
    ContactOutcome.NOT_ATTENDED,
    ContactOutcome.CANCELLED_BY_SERVICE,
)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def offer(family, who, outcome, weeks_ago, **more):
    when = When.on(timezone.localdate() - timedelta(weeks=weeks_ago))
    said = Contact(outcome=outcome, setting=Setting.HOME, **more)
    return family.add(who, said, happened=when, about=(family.mother,))


def page_of(reader, family, query=""):
    answer = signed_in(reader).get(f"/records/{family.reference}/engagement{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_sides_stand_in_picture_words_and_list_each_with_the_way_to_its_entry(stage, family):
    ada = stage.world.ada
    entries = [
        offer(family, ada, outcome, 20 - week) for week, outcome in enumerate([KEPT] * 6 + [MISSED, SERVICE])
    ]
    html = page_of(ada, family)
    assert "The last two home visits were not kept, after six kept in a row: " in html
    assert "one not attended, one cancelled by the service." in html
    picture = html[html.index("<svg") : html.index("</svg>")]
    for entry in entries:
        address = f"/records/{family.reference}/entries/{entry.id}"
        assert address in picture
        assert address in html[html.index("</svg>") :]
    assert re.findall(r'numeric">(\d+)<', html) == ["6", "1", "1"]


def test_reasons_and_what_would_help_stand_as_they_were_written(stage, family):
    offer(family, stage.world.ada, MISSED, 2, reason_given="The bus did not come", helps="A visit at home")
    html = page_of(stage.world.ada, family)
    assert "The bus did not come" in html
    assert "A visit at home" in html


def test_a_planned_day_that_nothing_followed_is_asked_about_only_where_contacts_are_recorded_here(
    stage, family
):
    day = timezone.localdate() - timedelta(weeks=3)
    offer(family, stage.world.ada, KEPT, 6, next_date=day)
    assert "Planned, and not recorded here since" in page_of(stage.world.ada, family)
    other = begin_family(stage.world)
    offer(other, stage.world.dan, KEPT, 6, next_date=day)
    assert "Planned, and not recorded here since" not in page_of(stage.world.dan, other)


def test_what_was_kept_to_another_agency_leaves_no_trace(stage, family):
    before = page_of(stage.world.ada, family)
    kept = {
        "audience": Audience(everyone=False, agencies=(stage.world.ben.agency,)),
        "about": (family.mother,),
    }
    when = When.on(timezone.localdate() - timedelta(weeks=1))
    family.add(stage.world.ben, Contact(outcome=MISSED, barrier="A secret"), happened=when, **kept)
    family.add(stage.world.ben, Event(account="Another secret"), happened=when, **kept)
    clean = re.compile(r"csrf[^>]*>")
    assert clean.sub("", page_of(stage.world.ada, family)) == clean.sub("", before)
    assert "A secret" in page_of(stage.world.ben, family)


def test_a_record_without_contacts_says_so(stage, family):
    assert "No contacts recorded here yet." in page_of(stage.world.ada, family)


def test_on_paper_each_contact_stands_open(stage, family):
    offer(family, stage.world.ada, KEPT, 2, account="The cot is up")
    html = page_of(stage.world.ada, family, "?paper=yes")
    assert "The cot is up" in html
    assert "<details" not in html[html.index("<main") : html.index("</main")]
