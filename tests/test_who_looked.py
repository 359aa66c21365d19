"""A safeguarding lead asks who looked at a record: every look and every attempt is there, and nothing that she may
not see herself.
"""

from __future__ import annotations

import re

import pytest

from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement
from tests.ledger_world import begin_family, only, rows
from tests.test_pages_reading import _queries
from tests.world import signed_in


@pytest.fixture
def family(stage):
    return begin_family(stage.world)


def looks(family, reader, query=""):
    """The list as words, a line for each look."""
    page = signed_in(reader).get(f"/records/{family.reference}/looks{query}").content.decode()
    rows = page.split("<tbody")[1].split("</tbody>")[0].split("<tr") if "<tbody" in page else []
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>|^[^>]*>", " ", row)).strip() for row in rows[1:]]


def visit(reader, family, path=""):
    return signed_in(reader).get(f"/records/{family.reference}/{path}").status_code


def test_the_lead_sees_who_opened_which_page_from_where_and_who_printed_it(stage, family):
    world = stage.world
    visit(world.ada, family)
    visit(world.ben, family, "chronology?paper=yes")
    looks(family, world.ann)
    latest, printed, opened, *_ = looks(family, world.ann)
    assert "Ann Lead, Maternity This page: who looked" in latest
    assert "Ben Moss, Health visiting Chronology, for printing From 127.0.0.1" in printed
    assert "Ada Hope, Maternity First page of the record From 127.0.0.1" in opened


def test_it_says_what_for_and_includes_searches_that_found_it(stage, family):
    world = stage.world
    part = Involvement(agency=world.cat.agency, role="Pre-birth assessment", why="Asked by the midwife")
    family.add(world.ada, part)
    browser = signed_in(world.cat)
    browser.get("/caseload", {"find": family.reference})
    browser.get("/caseload", {"find": "Xyzzy"})
    browser.post("/records/new", {"step": "search", "mother-name": "Leila"})
    opening, searched, *others = looks(family, world.ann)
    assert "Cat Reed, Social care Found in a search before opening a record" in opening
    assert "Found in a search of their caseload" in searched
    assert "For Pre-birth assessment, Asked by the midwife From 127.0.0.1" in searched
    assert not any("Found in a search" in line for line in others)
    assert rows("SELECT count(*) FROM audit_look WHERE strpos(page, 'Leila') > 0", using="owner") == [(0,)]


def test_who_was_refused_and_who_tried_although_the_record_is_hidden_from_them_is_in_it(stage, family):
    world = stage.world
    assert visit(world.dan, family, "looks") in (403, 404)
    assert visit(world.eve, family) == 404
    found = " | ".join(looks(family, world.ann))
    assert "Eve Lane, Housing Tried to open it, and was told that there is no such record" in found
    assert visit(world.eve, family, "looks") == 404


def test_what_was_typed_instead_of_a_reference_is_not_written_down(stage, family):
    signed_in(stage.world.eve).get("/records/Leila-Mistry/")
    assert rows("SELECT count(*) FROM audit_look WHERE strpos(page, 'Leila') > 0", using="owner") == [(0,)]


def test_a_look_at_an_entry_kept_from_the_lead_is_not_in_her_list(stage, family):
    world = stage.world
    kept = family.add(world.ben, Event(account="Only for us."), audience=only(world.ben.agency))
    open_ = family.add(world.ben, Event(account="For all."))
    visit(world.ben, family, f"entries/{kept.id}")
    visit(world.ben, family, f"entries/{open_.id}")
    assert sum("An entry, with its history" in line for line in looks(family, world.ann)) == 1


def test_one_person_alone_and_a_long_list_page_by_page(stage, family):
    world = stage.world
    browser = signed_in(world.ada)
    for _ in range(101):
        browser.get(f"/records/{family.reference}/add")
    visit(world.ben, family)
    mine = looks(family, world.ann, f"?by={world.ada.practitioner}")
    assert len(mine) == 100
    assert all("Ada Hope" in line for line in mine)
    page = (
        signed_in(world.ann)
        .get(f"/records/{family.reference}/looks?by={world.ada.practitioner}")
        .content.decode()
    )
    earlier = re.search(r'href="[^"]*(\?before=[^"]+)"', page)[1].replace("&amp;", "&")
    assert len(looks(family, world.ann, earlier)) == 1
    assert looks(family, world.ann, "?before=nonsense&by=x")


def test_the_list_takes_no_seventh_query(stage, family):
    for _ in range(3):
        visit(stage.world.ben, family)
    assert len(_queries(signed_in(stage.world.ann), f"/records/{family.reference}/looks")) <= 6
