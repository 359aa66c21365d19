"""A sealed address is a security object: it stands on one page, for those it reaches, and nowhere else at all."""

from __future__ import annotations

import ast
import html
import logging
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import get_resolver, reverse

import firsthome
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact_details import ContactDetails, Safe
from firsthome.kinds.entry import Mark, Source
from firsthome.kinds.event import Event
from firsthome.kinds.origin import Origin
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.kept_back import closed_in_an_emergency
from tests.addresses import about_a_record
from tests.ledger_world import Family, begin_family, only, whole_ledger
from tests.world import signed_in

WORDS = ("Old Forge", "Mill Lane", "TH1 2AB", "TH12AB", "Long Barn")
EVERYBODY = ("ada", "ann", "ben", "bea", "cat", "dan", "eve", "fay", "gil")
REACHED = ("ada", "ann", "ben", "bea")


@pytest.fixture(scope="module")
def family(stage) -> Family:
    """Maternity opened it; health visiting and social care have it in full, the police contribute."""
    return begin_family(stage.world)


@pytest.fixture(scope="module")
def there(stage, family):
    """Where she is, sealed by Ada for her own agency and the health visitors, and corrected; a thought rests on it."""
    w = stage.world
    first = Address(person=family.mother, standing=AddressStanding.SEALED, lines="Long Barn")
    sealed = family.add(w.ada, first, audience=only(w.ben.agency))
    moved = first.model_copy(update={"lines": "The Old Forge\nMill Lane", "postcode": "TH1 2AB"})
    family.add(w.ben, Analysis(opinion="She is safer there.", rests_on=(sealed.id,)))
    return family.mark(w.ada, Mark.CORRECTION, sealed, moved, reason="I had heard another name")


def holds(content):
    text = html.unescape(content if isinstance(content, str) else content.decode(errors="replace")).casefold()
    return [words for words in WORDS if words.casefold() in text]


def every_page(family, there):
    """Every address of the service that can be asked for, about this record and this entry."""
    parts = {"reference": family.reference, "entry": there.id, "kind": "address"}
    for pattern in get_resolver().url_patterns[0].url_patterns:
        wanted = {name: parts.get(name, _any(of)) for name, of in pattern.pattern.converters.items()}
        yield pattern.name, reverse(pattern.name, kwargs=wanted)


def _any(converter):
    return uuid4() if type(converter).__name__ == "UUIDConverter" else 1


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_shows_it_to_anybody_but_the_one_and_that_one_only_to_those_it_reaches(
    who, stage, family, there
):
    browser, of_it = signed_in(getattr(stage.world, who)), about_a_record()
    showing = set()
    for name, address in every_page(family, there):
        if name in ("end_sessions", "agency_sign_in_go"):
            continue
        visit = browser.get(address)
        # Only a page of a record prints, and who is refused is refused on paper as well: test_access_matrix.py.
        prints = name in of_it and visit.status_code == 200
        paper = browser.get(f"{address}?paper=yes") if prints else visit
        ways = {"on the screen": visit, "on paper": paper}
        showing |= {(name, way) for way, answer in ways.items() if holds(answer.content)}
    expected = {("show_address", "on the screen"), ("show_address", "on paper")} if who in REACHED else set()
    assert showing == expected


def test_nor_do_changes_copies_drafts_and_documents_of_those_it_reaches(stage, family, there):
    browser, start = signed_in(stage.world.ben), f"/records/{family.reference}/"
    asked = [f"entries/{there.id}/correct?mark={mark}" for mark in ("correction", "update", "error")]
    for path in (*asked, f"use?entry={there.id}", f"entries/{there.replaces}", "chronology?more=yes"):
        answer = browser.get(start + path)
        assert answer.status_code == 200, path
        assert not holds(answer.content), path
    for form in ("text", "document"):  # the document says word for word what the text says
        answer = browser.post(start + "referral-draft", {"to": "Housing", "as": form})
        assert answer.status_code == 200
        assert not holds(answer.content)


def test_a_second_change_is_compared_without_it(stage, family, there):
    browser = signed_in(stage.world.ben)
    sent = {"kind": "address", "entry": str(uuid4()), "tip": str(there.replaces), "mark": "error"}
    answer = browser.post(
        f"/records/{family.reference}/entries/{there.replaces}/correct",
        sent | {"entry-reason": "She has left"},
    )
    assert answer.status_code == 409
    assert not holds(answer.content)


@pytest.mark.parametrize("search", ["Old Forge", "Mill Lane", "TH1 2AB"])
def test_no_search_finds_a_family_by_it(search, stage, family, there):
    for who in REACHED:
        browser = signed_in(getattr(stage.world, who))
        found = browser.get("/caseload", {"search": search, "q": search, "name": search}).content.decode()
        nobody = browser.get("/caseload", {"search": "Xyzzy", "q": "Xyzzy", "name": "Xyzzy"}).content.decode()
        assert found.count(family.reference) == nobody.count(family.reference)
        opening = browser.post("/records/new", {"mother-name": search, "name": search}).content.decode()
        assert family.reference not in opening


def test_a_form_that_could_not_be_taken_is_waiting_without_it(stage, family):
    browser = signed_in(stage.world.ben)
    sent = {"kind": "address", "entry": str(uuid4()), "lines": "The Old Forge", "standing": "sealed"}
    browser.post(f"/records/{family.reference}/draft", sent)
    page = browser.get("/drafts").content.decode()
    assert "Address" in page
    assert not holds(page)


def test_neither_looks_nor_logs_nor_error_pages_hold_it(stage, family, there, caplog, monkeypatch):
    def fails(*args):
        raise RuntimeError

    browser = signed_in(stage.world.ben)
    browser.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        browser.get(f"/records/{family.reference}/entries/{there.id}/address")
        monkeypatch.setattr("firsthome.pages.show_address.signature", fails)
        failed = browser.get(f"/records/{family.reference}/entries/{there.id}/address")
    assert failed.status_code == 500
    assert not holds(failed.content)
    assert not holds(caplog.text)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT audit_look::text FROM audit_look WHERE record = %s", [family.record])
        looks = [row[0] for row in cursor.fetchall()]
    assert not holds(" ".join(looks))
    assert any("show_address" in look and str(there.id) in look for look in looks)


def test_neither_lists_nor_notices_nor_summaries_of_the_database_hold_it(stage, family, there):
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            if table not in ("entry_body", "draft", "django_session"):
                cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
                assert not holds(cursor.fetchone()[0] or ""), table


def test_only_one_module_reads_its_words():
    """A new output can hold no sealed address unless it reads past `entries_for`: that is for `addresses` alone."""
    source = Path(firsthome.__file__).parent
    for path in source.rglob("*.py"):
        names = {
            node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
        }
        if "entries_with_sealed_words" in names:
            assert path.name == "addresses.py"
    callers = [path.name for path in source.rglob("*.py") if "address_of(" in path.read_text()]
    assert sorted(callers) == ["addresses.py", "show_address.py"]


def test_those_whom_it_reaches_are_shown_it_when_they_ask(stage, family, there):
    browser, start = signed_in(stage.world.ben), f"/records/{family.reference}/entries/{there.id}"
    page = browser.get(start).content.decode()
    assert "Leila Mistry: a sealed address." in page
    assert f'href="{start}/address"' in page
    shown = browser.get(f"{start}/address").content.decode()
    assert "The Old Forge" in shown
    assert "It is written down that you looked." in shown


def test_the_form_does_not_let_a_sealed_address_be_written_for_everyone(stage, family):
    browser = signed_in(stage.world.ada)
    sent = {"kind": "address", "entry": str(uuid4()), "person": str(family.mother), "standing": "sealed"}
    sent |= {"lines": "The Old Forge", "entry-seen_by": "everyone", "entry-how": "said"}
    answer = browser.post(f"/records/{family.reference}/add/address", sent)
    assert answer.status_code == 422
    assert "A sealed address is only for those whom you name" in answer.content.decode()
    sent["entry-seen_by"] = "my_agency"
    assert browser.post(f"/records/{family.reference}/add/address", sent).status_code == 302


def test_no_emergency_opens_it_nor_what_came_with_a_condition(stage, there):
    w, family = stage.world, begin_family(stage.world)
    said = Address(person=family.mother, standing=AddressStanding.SEALED, lines="The Old Forge")
    closed = [family.add(w.ada, said, audience=only(w.eve.agency))]
    closed.append(family.add(w.ada, Event(account="In confidence."), source=Source(origin=Origin.POLICE)))
    opened = family.add(w.ada, Event(account="She rang."))
    open_in_emergency(family.reference, EmergencyReason.IN_DANGER, "A neighbour rang 999", w.eve)
    seen = {one.id for one in family.seen(w.eve)}
    assert opened.id in seen
    assert not seen & {one.id for one in closed}
    address = f"/records/{family.reference}/entries/{closed[0].id}/address"
    assert not holds(signed_in(w.eve).get(address).content)
    everything = [entry for _, entry in whole_ledger(family.record)]
    assert closed_in_an_emergency(everything) == {one.id for one in closed}


# --- safe contact ----------------------------------------------------------------------------------------------------

OUTWARD = ("", "use", "referral-draft", "contacts/new")
"""Pages from which somebody reaches out to her."""


@pytest.mark.parametrize("path", OUTWARD)
def test_safe_contact_stands_beside_every_way_of_reaching_her(path, stage):
    w, family = stage.world, begin_family(stage.world)
    browser = signed_in(w.cat)
    page = f"/records/{family.reference}/{path}"
    assert "No safe way to contact her is recorded here yet." in browser.get(page).content.decode()
    details = {"person": family.mother, "phone": "01632 960777", "text": Safe.NO, "call": Safe.YES}
    family.add(w.ada, ContactDetails(**details, when_safe="between 10 and 12"))
    said = browser.get(page).content.decode()
    assert "Safe contact: do not text; ring between 10 and 12." in said
    family.add(w.ada, ContactDetails(person=family.mother, call=Safe.NO))
    assert "Safe contact: do not ring." in browser.get(page).content.decode()


def test_safe_contact_is_said_from_what_its_reader_may_see(stage):
    w, family = stage.world, begin_family(stage.world)
    details = ContactDetails(person=family.mother, text=Safe.NO)
    family.add(w.ada, details, audience=only(w.ben.agency))
    assert "do not text" in signed_in(w.ben).get(f"/records/{family.reference}/use").content.decode()
    assert "do not text" not in signed_in(w.cat).get(f"/records/{family.reference}/use").content.decode()


def test_a_referral_draft_says_how_to_reach_her(stage):
    w, family = stage.world, begin_family(stage.world)
    family.add(w.ada, ContactDetails(person=family.mother, text=Safe.NO))
    sent = {"to": "Housing", "as": "text"}
    said = signed_in(w.cat).post(f"/records/{family.reference}/referral-draft", sent).content.decode()
    assert "Safe ways and times to reach her: Do not text." in said
