"""The chronology: a picture and a list that cannot disagree, and ways to see only part of them."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.event import Event
from firsthome.kinds.household import Household
from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.when import When
from tests.ledger_world import begin_family, rows
from tests.test_pages_reading import _queries
from tests.world import signed_in

EDD = date(2025, 8, 5)


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def chronology(stage, family, query="", reader=None):
    browser = signed_in(reader or stage.world.ada)
    return browser.get(f"/records/{family.reference}/chronology{query}").content.decode()


def listed(page):
    """The accounts in the list, in order."""
    return re.findall(r'fh-line__said" dir="auto">([^<]*)<', page)


def drawn(page):
    """The accounts behind the marks of the picture, in any order."""
    return re.findall(r"<title>[^<]*: ([^<]*)</title>", page.split("</svg>")[0])


@pytest.fixture
def told(stage, family):
    for account, day, who in (
        ("At ten weeks.", date(2025, 1, 7), stage.world.ada),
        ("At twenty weeks.", date(2025, 3, 18), stage.world.ben),
        ("At thirty weeks.", date(2025, 5, 27), stage.world.cat),
    ):
        family.add(who, Event(account=account), happened=When.on(day), about=(family.mother,))
    return family


def test_the_picture_shows_what_the_list_shows(stage, told):
    for query in ("", f"?agency={stage.world.ben.agency}", "?from=15&to=25", "?kind=event", "?kind=contact"):
        page = chronology(stage, told, query)
        events = [words for words in listed(page) if words.startswith("At ")]
        assert sorted(events) == sorted(words for words in drawn(page) if words.startswith("At ")), query


def test_a_new_name_is_shown_at_once_although_nothing_was_added(stage, told):
    told.add(stage.world.ada, Household(living=(told.mother,)), happened=When.on(date(2025, 4, 1)))
    before = chronology(stage, told)
    assert all(any("Leila Mistry" in words for words in found(before)) for found in (drawn, listed))
    rows("UPDATE person SET name = 'Leila Hale' WHERE id = %s RETURNING 1", told.mother, using="owner")
    after = chronology(stage, told)
    assert all(any("Leila Hale" in words for words in found(after)) for found in (drawn, listed))
    assert "Leila Mistry" not in after


def test_a_period_is_chosen_in_weeks_or_dates(stage, told):
    for query in (
        "?from=15&to=25",
        "?from=1 2 2025&to=1 4 2025",
        "?from=2025-02-01&to=2025-04-01",
        "?from=25&to=15+0",
    ):
        assert "At twenty weeks." in listed(chronology(stage, told, query.replace("+", "%2B")))
        assert "At ten weeks." not in listed(chronology(stage, told, query.replace("+", "%2B")))


def test_what_cannot_be_read_as_a_day_says_what_to_type(stage, told):
    page = chronology(stage, told, "?from=soon")
    assert "Enter weeks of pregnancy, like 22+4, or a date, like 27 3 2025" in page
    assert "At ten weeks." in page
    assert 'value="soon"' in page


@pytest.mark.parametrize("odd", ["9999999", "99+9", "0 0 0", "31 2 2025", "1/1/99999", "\x00", "²2+4"])
def test_nothing_that_is_typed_breaks_the_page(odd, stage, told):
    answer = signed_in(stage.world.ada).get(f"/records/{told.reference}/chronology", {"from": odd, "to": odd})
    assert answer.status_code == 200


def test_the_usual_periods_are_one_step_away(stage, told):
    page = chronology(stage, told)
    for words in ("Everything", "Last 12 weeks", "This pregnancy"):
        assert f">{words}</a>" in page
    recent = timezone.localdate() - timedelta(days=3)
    told.add(
        stage.world.ada, Contact(outcome=ContactOutcome.ATTENDED, account="Lately."), happened=When.on(recent)
    )
    where = re.search(r'href="[^"]*(\?from=[\d-]+)">Last 12 weeks', page).group(1)
    assert [words for words in listed(chronology(stage, told, where)) if "weeks." in words] == []
    assert "Lately." in chronology(stage, told, where)


def test_who_joined_and_what_was_shared_is_folded_away_at_first(stage, told):
    assert "is involved" not in chronology(stage, told)
    assert "is involved" in chronology(stage, told, "?more=yes")
    assert "is involved" in chronology(stage, told, "?kind=involvement")


def test_a_mark_leads_to_its_entry_and_several_to_their_place_in_the_list(stage, family):
    one = family.add(stage.world.ada, Event(account="Alone."), happened=When.on(date(2025, 1, 7)))
    for number in range(30):
        said = Contact(outcome=ContactOutcome.ATTENDED, account=f"Number {number}.")
        family.add(stage.world.ben, said, happened=When.on(date(2025, 3, 18)))
    page = chronology(stage, family)
    assert f'href="/records/{family.reference}/entries/{one.id}"' in page.split("</svg>")[0]
    anchors = re.findall(r'href="#(line-[^"]+)"', page)
    assert anchors
    assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_the_picture_can_be_skipped_and_reached_by_keyboard(stage, told):
    page = chronology(stage, told)
    assert re.search(r'class="fh-picture" tabindex="0" role="region" aria-label="[^"]+"', page)
    assert 'href="#list"' in page
    assert 'id="list"' in page


def test_a_hidden_entry_draws_nothing(stage, told):
    before = chronology(stage, told, reader=stage.world.ben)
    hidden = Event(account="Kept to social care.")
    from tests.ledger_world import only

    told.add(
        stage.world.cat, hidden, audience=only(stage.world.cat.agency), happened=When.on(date(2025, 4, 1))
    )
    after = chronology(stage, told, reader=stage.world.ben)
    assert (listed(after), drawn(after)) == (listed(before), drawn(before))
    assert after.count("<svg") == before.count("<svg")


def test_without_an_expected_date_days_still_work(stage, told):
    told.add(stage.world.ada, Pregnancy())
    page = chronology(stage, told, "?from=1 2 2025&to=1 4 2025")
    assert "At twenty weeks." in listed(page)
    assert "At ten weeks." not in listed(page)


def test_the_chronology_takes_six_queries_at_most(stage, told):
    assert len(_queries(signed_in(stage.world.ada), f"/records/{told.reference}/chronology")) <= 6


def test_a_long_list_comes_in_parts_and_every_line_is_in_one_of_them(stage, told, monkeypatch):
    whole = listed(chronology(stage, told))
    monkeypatch.setattr("firsthome.pages.list_part.SIZE", 2)
    page, seen = chronology(stage, told), []
    assert "1 to 2 of" in page
    while True:
        seen += listed(page)
        following = re.search(r'href="([^"]+)">Show the next', page)
        if not following:
            break
        page = chronology(stage, told, html.unescape(following[1]))
    assert seen == whole
    assert "Back to the beginning of the list" in page
    everything = re.search(r'href="([^"]+)">Show all \d+ on one page', page)
    assert everything
    assert listed(chronology(stage, told, html.unescape(everything[1]))) == whole
    assert listed(chronology(stage, told, "?paper=yes")) == whole, "paper cannot be turned over"
    assert listed(chronology(stage, told, "?after=nothing")) == listed(chronology(stage, told))


def test_what_is_added_meanwhile_moves_nothing_out_of_the_part_that_is_read(stage, told, monkeypatch):
    monkeypatch.setattr("firsthome.pages.list_part.SIZE", 2)
    following = re.search(r'href="([^"]+)">Show the next', chronology(stage, told))
    second = listed(chronology(stage, told, html.unescape(following[1])))
    told.add(stage.world.ben, Event(account="Added meanwhile."), happened=When.on(date(2025, 6, 3)))
    assert listed(chronology(stage, told, html.unescape(following[1]))) == second


def test_a_mark_of_the_picture_leads_to_the_part_where_its_line_is(stage, family, monkeypatch):
    for number in range(30):
        said = Contact(outcome=ContactOutcome.ATTENDED, account=f"Number {number}.")
        family.add(stage.world.ben, said, happened=When.on(date(2025, 3, 18)))
    monkeypatch.setattr("firsthome.pages.list_part.SIZE", 3)
    page = chronology(stage, family)
    leads = re.findall(r'href="(\?[^"#]*)#(line-[^"]+)"', page.split("</svg>")[0])
    assert leads
    for query, anchor in leads:
        assert f'id="{anchor}"' in chronology(stage, family, html.unescape(query))
