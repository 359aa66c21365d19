"""Keeping people out: exclusion by a lead, a practitioner who knows the family, and restricted records."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from firsthome.access.levels import Level as Numbered
from firsthome.access.principals import announce
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.exclude import declare_conflict, end_exclusion, exclude, exclusions_of
from firsthome.record.notices import notices_for
from firsthome.record.project import load, project
from firsthome.record.read import find
from firsthome.record.rebuild import stored
from firsthome.record.restricted import end_restriction, restrict_record, restrictions_of
from tests.ledger_world import Family, World, begin_family, raw, rows
from tests.world import signed_in


def level(family: Family, reader) -> int | None:
    with transaction.atomic():
        announce(reader)
        found = find(family.reference, reader)
    return found.level if found else None


def told(reader) -> list[str]:
    with transaction.atomic():
        announce(reader)
        return [one.what for one in notices_for(reader)]


# --- exclusion -------------------------------------------------------------------------------------------------------


def test_a_lead_excludes_a_social_worker_and_lets_her_in_again(world: World, family: Family):
    lead, page = signed_in(world.ann), f"/records/{family.reference}/kept-out"
    assert "Nobody is or was kept out" in lead.get(page).content.decode()
    sent = {
        "practitioner": world.cat.practitioner,
        "why": "His sister",
        "decided_words": "The safeguarding board",
    }
    kept_out = lead.post(page, sent, follow=True).content.decode()
    assert "Cat Reed" in kept_out
    assert "Decided by The safeguarding board, written down by Ann Lead" in kept_out
    assert signed_in(world.cat).get(f"/records/{family.reference}/").status_code == 404
    assert family.seen(world.cat) == []
    end = re.search(rf"{page}/[0-9a-f-]+", kept_out).group()
    assert lead.post(end, {}).status_code == 422
    ended = lead.post(end, {"why_ended": "It was somebody else"}, follow=True).content.decode()
    assert "Ended by Ann Lead" in ended
    assert "His sister" in ended, "what was decided stays on the list"
    assert family.seen(world.cat)
    assert lead.get(end).status_code == 404


def test_an_exclusion_after_one_that_ended_stands_beside_it(world: World, family: Family):
    exclude(family.record, world.cat.practitioner, "Neighbour", world.ann)
    exclude(family.record, world.cat.practitioner, "Sent twice", world.ann)
    (first,) = exclusions_of(family.record, world.ann)
    end_exclusion(family.record, first.id, "She has moved", world.ann)
    with pytest.raises(NotThere):
        end_exclusion(family.record, first.id, "She has moved", world.ann)
    exclude(family.record, world.cat.practitioner, "Moved back", world.ann)
    assert [(one.why, bool(one.until)) for one in exclusions_of(family.record, world.ann)] == [
        ("Moved back", False),
        ("Neighbour", True),
    ]


def test_only_somebody_of_the_partnership_can_be_excluded(world: World, family: Family):
    with pytest.raises(NotThere):
        exclude(family.record, world.fay.practitioner, "Elsewhere", world.ann)


def test_nobody_but_a_lead_with_full_access_sees_who_is_kept_out(world: World, family: Family):
    exclude(family.record, world.cat.practitioner, "His sister", world.ann)
    for reader in (world.ada, world.ben, world.dan):
        with pytest.raises(NotAllowed):
            exclusions_of(family.record, reader)
        assert raw(reader, "SELECT count(*) FROM record_exclusion", record=family.record) == [(0,)]
    exclude(family.record, world.ann.practitioner, "She as well", world.bea)
    with pytest.raises(NotThere):
        exclusions_of(family.record, world.ann)


def test_the_links_are_offered_to_those_who_may(world: World, family: Family):
    page = f"/records/{family.reference}/"
    assert "kept-out" in signed_in(world.ann).get(page).content.decode()
    midwife = signed_in(world.ada).get(page).content.decode()
    assert "kept-out" not in midwife
    assert "known-to-me" in midwife


# --- saying that one knows the family --------------------------------------------------------------------------------


def test_a_health_visitor_who_knows_the_family_keeps_herself_out(world: World, family: Family):
    browser, page = signed_in(world.ben), f"/records/{family.reference}/known-to-me"
    said = browser.get(page).content.decode()
    assert "You cannot take this back" in said
    assert browser.post(page, {"how": " "}).status_code == 422
    assert family.seen(world.ben)
    after = browser.post(page, {"how": "She is my neighbour"}, follow=True).content.decode()
    assert "You are kept out of that record" in after
    assert family.reference not in after
    assert browser.get(page).status_code == 404
    assert family.seen(world.ben) == []
    (kept,) = exclusions_of(family.record, world.ann)
    assert (kept.name, kept.why, kept.declared) == ("Ben Moss", "She is my neighbour", True)
    assert len(told(world.bea)) == 1, "the lead of her agency is told"
    assert not told(world.ann)
    assert "Ben" not in told(world.bea)[0]


def test_whoever_is_named_at_presence_may_say_so_too(world: World, family: Family):
    family.add(world.ada, Involvement(agency=world.eve.agency, level=Level.PRESENCE))
    declare_conflict(family.record, family.reference, "My cousin", world.eve)
    assert level(family, world.eve) is None


def test_only_a_lead_ends_what_somebody_said_of_themselves(world: World, family: Family):
    declare_conflict(family.record, family.reference, "My cousin", world.ann)
    with pytest.raises(NotThere):
        exclusions_of(family.record, world.ann)
    (kept,) = exclusions_of(family.record, world.bea)
    end_exclusion(family.record, kept.id, "Somebody of the same name", world.bea)
    assert level(family, world.ann) == Numbered.FULL


# --- nothing of it shows ---------------------------------------------------------------------------------------------

OF_RECORDS = ("", "chronology", "add", "kept-out", "known-to-me", "restricted", "draft")
ANYWHERE = ("/caseload", "/notices", "/drafts", "/emergency", "/emergency/openings")


def _without_tokens(content: bytes, *references: str) -> bytes:
    for reference in references:
        content = content.replace(reference.encode(), b"REFERENCE")
    return re.sub(rb'(csrfmiddlewaretoken|typed_by)" value="[^"]+"', b"", content)


def test_for_an_excluded_lead_two_worlds_are_the_same(world: World):
    """One in which the record was never opened, and one in which all sorts of things happened to it."""
    browser = signed_in(world.bea)
    before = {page: browser.get(page) for page in ANYWHERE}
    family = begin_family(world)
    exclude(family.record, world.bea.practitioner, "Her former partner", world.ann)
    open_in_emergency(family.reference, EmergencyReason.IN_DANGER, "Blue lights", world.eve)
    declare_conflict(family.record, family.reference, "A neighbour", world.ben)
    family.add(world.ada, Event(account="She called"))
    for page, answer in before.items():
        assert _without_tokens(browser.get(page).content) == _without_tokens(answer.content), page
    for page in OF_RECORDS:
        there, not_there = (browser.get(f"/records/{one}/{page}") for one in (family.reference, "2222-2222"))
        assert there.status_code == not_there.status_code == 404
        assert _without_tokens(there.content) == _without_tokens(not_there.content)
    sent = {"reason": "in_danger", "words": "I have to"}
    there, not_there = (
        browser.post("/emergency", sent | {"reference": one}) for one in (family.reference, "2222-2222")
    )
    assert there.status_code == not_there.status_code == 422
    assert _without_tokens(there.content, family.reference) == _without_tokens(not_there.content, "2222-2222")
    hidden = {
        table: raw(
            world.bea, f"SELECT count(*) FROM {table} WHERE record = %s", family.record, record=family.record
        )
        for table in (
            "record_access",
            "notice",
            "emergency_access",
            "record_restriction",
            "caseload",
            "audit_look",
        )
    }
    assert {table for table, found in hidden.items() if found != [(0,)]} <= {"audit_look"}
    assert raw(world.bea, "SELECT count(*) FROM audit_look WHERE record = %s", family.record) == [(0,)]


# --- restricted records ----------------------------------------------------------------------------------------------


def name(world: World, family: Family, *readers) -> None:
    for reader in readers:
        family.add(
            world.ada, Involvement(agency=reader.agency, practitioner=reader.practitioner, level=Level.FULL)
        )


def test_of_a_restricted_record_only_those_who_are_named_read_anything(world: World, family: Family):
    name(world, family, world.ann, world.cat)
    restrict_record(family.record, "The father drives an ambulance", world.ann)
    assert family.seen(world.ann)
    assert family.seen(world.cat)
    for reader in (world.ada, world.ben, world.bea, world.dan):
        assert level(family, reader) == Numbered.PRESENCE
        assert family.seen(reader) == []
        assert raw(reader, "SELECT count(*) FROM entry", record=family.record) == [(0,)], "row policies alone"
        assert raw(reader, "SELECT count(*) FROM person_index", record=family.record) == [(0,)]
        assert raw(reader, "SELECT count(*) FROM record_restriction", record=family.record) == [(0,)]
        assert "Leila" not in signed_in(reader).get("/caseload").content.decode()
        with pytest.raises(NotAllowed):
            family.add(reader, Event(account="Still writing"))
    assert level(family, world.eve) is None
    assert raw(world.cat, "SELECT count(*) FROM record_restriction", record=family.record) == [(1,)]


def test_it_stays_restricted_whatever_is_added_and_is_remade_as_it_is_stored(world: World, family: Family):
    name(world, family, world.ann)
    restrict_record(family.record, "In the news", world.ann)
    family.add(world.ann, Involvement(agency=world.eve.agency, level=Level.FULL))
    assert level(family, world.eve) == level(family, world.ada) == Numbered.PRESENCE
    with transaction.atomic(using="owner"):
        from django.db import connections

        with connections["owner"].cursor() as cursor:
            remade = project(load(cursor, family.record), restricted=True)
            assert stored(cursor, family.record) == remade


def test_a_lead_restricts_and_ends_it_on_the_page(world: World, family: Family):
    lead, page = signed_in(world.ann), f"/records/{family.reference}/restricted"
    refused = lead.post(page, {"why": "A colleague"})
    assert refused.status_code == 403
    assert "names you" in refused.content.decode(), "or nobody could end it"
    name(world, family, world.ann)
    assert lead.post(page, {"why": ""}).status_code == 422
    assert "Restricted since" in lead.post(page, {"why": "A colleague"}, follow=True).content.decode()
    assert "This record is restricted" in lead.get(f"/records/{family.reference}/").content.decode()
    ended = lead.post(page, {"why_ended": "She has left"}, follow=True).content.decode()
    assert "Ended by Ann Lead: She has left" in ended
    assert level(family, world.ada) == Numbered.FULL
    assert [bool(one.until) for one in restrictions_of(family.record, world.ann)] == [True]


def test_a_practitioner_restricts_nothing(world: World, family: Family):
    name(world, family, world.ada)
    for act in (restrict_record, end_restriction):
        with pytest.raises(NotAllowed):
            act(family.record, "Why not", world.ada)
    with pytest.raises(NotThere):
        restrict_record(uuid4(), "Not there", world.ann)


def test_the_database_holds_to_who_excludes_whom(world: World, family: Family):
    with pytest.raises(DatabaseError, match="excluded_by_themselves_only_if_declared"):
        rows(
            """INSERT INTO record_exclusion (record, practitioner_id, why, decided_by_id, declared, begins)
            VALUES (%s, %s, '', %s, true, now()) RETURNING 1""",
            family.record,
            world.cat.practitioner,
            world.ann.practitioner,
            using="owner",
        )
