"""Paper is read by whoever finds it: it says whose it is, and holds nothing that was kept to fewer people."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connections

from firsthome.kinds.entry import How, Source
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.sharing import Restrict
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from tests.ledger_world import begin_family, new_person, only
from tests.test_pages_reading import _queries
from tests.world import signed_in


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def printed(reader, family, path=""):
    """What is left of a page on paper: without whatever its own classes keep to the screen."""
    page = signed_in(reader).get(f"/records/{family.reference}/{path}?paper=yes").content.decode()
    if re.search(r'<main class="[^"]*fh-screen', page):
        return page[: page.index("<main")]
    return _without_screen(page)


def _without_screen(page):
    kept, depth, hidden = [], 0, None
    for piece in re.split(r"(<[^>]+>)", page):
        tag = re.match(r"<(/?)(div|section|li|p|a)\b", piece)
        if tag and not tag[1]:
            depth += 1
            if hidden is None and re.search(r'class="[^"]*\bfh-screen\b', piece):
                hidden = depth
        if hidden is None:
            kept.append(piece)
        if tag and tag[1]:
            if hidden == depth:
                hidden = None
            depth -= 1
    return "".join(kept)


@pytest.mark.parametrize("path", ["", "chronology", "vulnerabilities", "family", "contacts/new", "add"])
def test_a_page_is_not_printed_from_the_screen(path, stage, family):
    page = signed_in(stage.world.ada).get(f"/records/{family.reference}/{path}").content.decode()
    assert re.search(r'<main class="[^"]*fh-screen', page)
    assert "This page is not printed from the screen" in page[: page.index("<main")]


@pytest.mark.parametrize("path", ["contacts/new", "add", "use"])
def test_a_form_is_not_printed_whatever_its_address_says(path, stage, family):
    family.add(stage.world.ada, Event(account="She rang."))
    assert "She rang." not in printed(stage.world.ada, family, path)


def test_printing_is_a_look_of_its_own_name(stage, family):
    printed(stage.world.ada, family)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT page FROM audit_look WHERE record = %s", [family.record])
        assert ("record_on_paper",) in cursor.fetchall()


def test_what_was_chosen_in_the_chronology_is_what_is_printed(stage, family):
    world = stage.world
    family.add(world.ada, Event(account="She rang the midwife."))
    family.add(world.ben, Event(account="Housing wrote."))
    asked = f"/records/{family.reference}/chronology?agency={world.ben.agency}"
    page = signed_in(world.ada).get(asked).content.decode()
    address = re.search(r'<a class="govuk-link" href="([^"]+)">Print this page</a>', page)[1]
    paper = signed_in(world.ada).get(unescape(address)).content.decode()
    assert "Housing wrote." in paper
    assert "She rang the midwife." not in paper


@pytest.mark.parametrize("path", ["", "chronology", "vulnerabilities", "family"])
def test_paper_says_which_record_it_is_of_who_printed_it_and_when(path, stage, family):
    page = printed(stage.world.ada, family, path)
    assert f"Record {family.reference}." in page
    assert re.search(r"Printed by Ada Hope, Maternity, on \d+ \w+ \d{4} at \d\d:\d\d", page)
    assert "Do not leave this where somebody else may read it" in page


@pytest.mark.parametrize("path", ["", "chronology", "vulnerabilities"])
def test_what_was_kept_to_fewer_people_is_not_on_paper_and_leaves_no_trace(path, stage, family):
    ada = stage.world.ada
    family.add(ada, Event(account="Everybody may know."))
    before = printed(ada, family, path)
    said = Vulnerability(
        topic=Topic.DOMESTIC_ABUSE,
        standing=Standing.SUSPECTED,
        account="He reads her phone.",
        affected_now=AffectedNow.YES,
        protective="Her aunt has a key.",
    )
    family.add(ada, said, audience=only(ada.agency), about=(family.mother,))
    after = printed(ada, family, path)
    assert "He reads her phone." in signed_in(ada).get(f"/records/{family.reference}/{path}").content.decode()
    for words in ("He reads her phone.", "Her aunt has a key.", "Domestic abuse"):
        assert words not in after
    assert _text(after) == _text(before)


def _text(page):
    words = re.sub(r"<svg.*?</svg>", " ", page, flags=re.S)
    words = re.sub(
        r'<div class="fh-buttons">.*?</div>|<form.*?</form>|<details.*?</details>|<nav.*?</nav>',
        " ",
        words,
        flags=re.S,
    )
    words = re.sub(r"on \d+ \w+ \d{4} at \d\d:\d\d\.|Skip the picture", " ", re.sub(r"<[^>]+>", " ", words))
    return re.sub(r"\s+", " ", words)


def test_what_somebody_else_restricted_unseen_is_not_on_paper_either(stage, family):
    world = stage.world
    told = family.add(world.ada, Event(account="She is moving on Friday."))
    kept = Restrict(entries=(told.id,), agencies=(world.ada.agency, world.ben.agency), why="Her safety")
    family.add(world.ada, kept, audience=only(world.ada.agency))
    assert (
        "She is moving on Friday."
        in signed_in(world.ben).get(f"/records/{family.reference}/chronology").content.decode()
    )
    assert "She is moving on Friday." not in printed(world.ben, family, "chronology")


def test_somebody_known_from_a_hidden_entry_alone_is_not_named_on_paper(stage, family):
    ada = stage.world.ada
    aunt = new_person("Carol Mistry")
    family.add(ada, PersonOnRecord(person=aunt, role=Role.RELATIVE), audience=only(ada.agency))
    family.add(ada, Vulnerability(topic=Topic.HOMELESSNESS, standing=Standing.KNOWN), about=(aunt,))
    for path in ("", "chronology"):
        assert "Carol Mistry" in signed_in(ada).get(f"/records/{family.reference}/{path}").content.decode()
        assert "Carol Mistry" not in printed(ada, family, path)
        assert "Homelessness" in printed(ada, family, path)


def test_the_page_of_a_hidden_entry_is_not_printed(stage, family):
    ada = stage.world.ada
    hidden = family.add(ada, Event(account="He reads her phone."), audience=only(ada.agency))
    shown = family.add(ada, Event(account="She rang."))
    assert "He reads her phone." not in printed(ada, family, f"entries/{hidden.id}")
    on_screen = signed_in(ada).get(f"/records/{family.reference}/entries/{hidden.id}?paper=yes")
    assert "This entry is not printed" in on_screen.content.decode()
    assert "She rang." in printed(ada, family, f"entries/{shown.id}")


def test_the_caseload_is_not_printed(stage, family):
    page = signed_in(stage.world.ada).get("/caseload").content.decode()
    assert re.search(r'<main class="[^"]*fh-screen', page)
    assert "The caseload is not printed" in page


def test_drawing_for_paper_takes_no_seventh_query(stage, family):
    ada = stage.world.ada
    entry = family.add(ada, Event(account="Kept."), audience=only(ada.agency))
    for path in ("", "chronology", f"entries/{entry.id}"):
        assert len(_queries(signed_in(ada), f"/records/{family.reference}/{path}?paper=yes")) <= 6


def test_what_the_police_said_is_not_printed_until_they_were_asked(stage, family):
    ada = stage.world.ada
    family.add(
        ada, Event(account="Called to the house."), source=Source(how=How.SAID, by="Police, by telephone")
    )
    for path in ("", "chronology"):
        assert "Called to the house." not in printed(ada, family, path)
