"""After an adoption order nothing leads from one record to the other, in either direction, for anybody."""

from __future__ import annotations

import html
import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.test import Client

from firsthome.access.models import Agency, Membership, Practitioner
from firsthome.access.permissions import Role
from firsthome.access.principals import Reader, announce
from firsthome.kinds.adoption import AdoptionOrder
from firsthome.kinds.entry import Mark
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.family import Role as InFamily
from firsthome.kinds.pregnancy import Outcome, Result
from firsthome.kinds.when import When
from firsthome.record.adoption import other_side
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.errors import NotAllowed, NotThere
from tests.ledger_world import new_person, rows
from tests.world import Stage, signed_in

NEW_NAME, COURT, SEEN_BY = "Juniper Hartley", "Family Court at Farport", "Olga Seen, adoption team"
BORN = date(2025, 8, 4)
BIRTH_NAMES = ("Mistry", "Leila")
PAGES_EACH = 90
ON_NO_RECORD = {
    "/caseload",
    "/notices",
    "/drafts",
    "/requests",
    "/retention",
    "/subject-requests",
    "/emergency/openings",
}
"""Lists in which somebody who works on both has a line for each."""


@dataclass(frozen=True)
class Apart:
    """Both records after the act, and who does what."""

    stage: Stage
    old: str
    new: str
    new_id: UUID
    child: UUID
    twin: UUID
    about_baby: Any
    spare: UUID
    """Another entry about the baby alone, which did not go along."""
    bridge: int
    answer: Any
    """What whoever did it was answered."""


@pytest.fixture(scope="module")
def apart(stage: Stage) -> Apart:
    """Ann separates one of two twins. Cat works on both from now on, Eve on the new record alone."""
    world, family = stage.world, stage.family
    twin = new_person("Second Mistry")
    family.add(world.ada, PersonOnRecord(person=twin, role=InFamily.BABY))
    for baby in (family.baby, twin):
        said = Outcome(result=Result.LIVE_BIRTH, baby=baby, place="the city hospital")
        family.add(world.ada, said, about=(baby,), happened=When.on(BORN))
    about_baby = family.add(
        world.ben,
        Event(account="Baby Mistry is allergic to penicillin"),
        about=(family.baby,),
        happened=When.on(date(2025, 9, 1), "the day after Leila rang"),
    )
    spare = family.add(world.ben, Event(account="Feeds well"), about=(family.baby,)).id
    lead = signed_in(world.ann)
    sent = act(stage, carry=[about_baby.id]) | {
        f"words-{about_baby.id}": "Allergic to penicillin since birth",
        "step": "send",
    }
    answer = lead.post(f"{stage.record}adoption", sent, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    ((new_id, new),) = rows(
        "SELECT r.id, r.reference FROM never_in_emergency n JOIN record r ON r.id = n.record", using="owner"
    )
    child = rows("SELECT id FROM person WHERE name = %s", NEW_NAME, using="owner")[0][0]
    return Apart(
        stage, family.reference, new, new_id, child, twin, about_baby, spare, bridge_of(stage), answer
    )


def act(stage: Stage, carry=(), **more: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    day = {"day": "3", "month": "3", "year": "2026"}
    born = {"day": "4", "month": "8", "year": "2025"}
    return {
        "baby": str(stage.family.baby),
        **{f"made_on-{part}": value for part, value in day.items()},
        **{f"born-{part}": value for part, value in born.items()},
        "court": COURT,
        "seen_by": SEEN_BY,
        "name": NEW_NAME,
        "named": [str(stage.world.cat.practitioner), str(stage.world.eve.practitioner)],
        "carry": [str(one) for one in carry],
        "step": "check",
    } | more


def bridge_of(stage: Stage) -> int:
    practitioner = Practitioner.objects.using("owner").create(
        sign_in_name="bridge@example.org", name="Bo Bridge"
    )
    Membership.objects.using("owner").create(
        practitioner=practitioner,
        agency=Agency.objects.using("owner").get(pk=stage.world.cat.agency),
        role=Role.ADOPTION_BRIDGE,
        begins=datetime(2025, 1, 1, tzinfo=UTC),
    )
    return practitioner.pk


def of_old(apart: Apart) -> tuple[str, ...]:
    """Whatever would lead to the birth family."""
    family = apart.stage.family
    return (
        apart.old,
        *BIRTH_NAMES,
        str(family.record),
        str(family.baby),
        str(family.mother),
        str(apart.about_baby.id),
    )


def of_new(apart: Apart) -> tuple[str, ...]:
    """Whatever would lead to the child as it is called now; the court and who saw the order stand on neither side."""
    return (apart.new, "Juniper", "Hartley", str(apart.new_id), str(apart.child), COURT, SEEN_BY)


def everybody(apart: Apart) -> dict[str, Reader | int]:
    world, edge = apart.stage.world, apart.stage.edge
    people: dict[str, Reader | int] = {world.name_of(one): one for one in world.everybody}
    return people | {"gus": edge.gus, "ivy": edge.ivy, "ned": edge.ned, "lou": edge.lou, "bo": apart.bridge}


def crawl(client: Client, starts: list[str]) -> dict[str, tuple[str, str]]:
    """Every page that can be reached by links, the address first; what leads out of the service is left alone."""
    seen: dict[str, tuple[str, str]] = {}
    waiting = deque(starts)
    while waiting and len(seen) < PAGES_EACH:
        path = waiting.popleft()
        if path in seen:
            continue
        answer = client.get(path)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = html.unescape(text.decode(errors="replace"))
        seen[path] = (
            said,
            " ".join([answer.headers.get("Location", ""), *map(str, answer.headers.values())]),
        )
        for link in re.findall(r'href="([^"#]+)', said):
            target = urlsplit(link)
            if not target.netloc and target.path.startswith("/") and not target.path.startswith("/static"):
                waiting.append(link)
    return seen


def starts(apart: Apart) -> list[str]:
    """Both records by their addresses, and every list; also what somebody may type into a search."""
    own = []
    for reference in (apart.old, apart.new):
        record = f"/records/{reference}/"
        own += [record + part for part in ("", "chronology", "looks", "access", "told", "preview", "keeping", "use",
                                           "referral-draft", "add", "share", "kept-out", "?paper=yes")]  # fmt: skip
    searches = [f"/caseload?find={word}" for word in ("Juniper", "Hartley", "Mistry", apart.old, apart.new)]
    return [
        *own,
        *searches,
        "/caseload",
        "/notices",
        "/drafts",
        "/retention",
        "/emergency/openings",
        "/agencies",
    ]


# --- nothing leads across --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["ada", "ann", "ben", "bea", "cat", "dan", "eve", "fay", "gil", "gus", "ivy", "ned", "lou", "bo"]
)
def test_no_page_leads_from_one_record_to_the_other_for_anybody(apart: Apart, who: str):
    pages = crawl(signed_in(everybody(apart)[who]), starts(apart))
    assert len(pages) > 20
    for path, (said, headers) in pages.items():
        asked = path  # what somebody typed into an address or a search comes back to them and proves nothing
        there = {one for one in of_new(apart) if one in said + headers and one not in asked}
        back = {one for one in of_old(apart) if one in said + headers and one not in asked}
        if apart.old in path:
            assert not there, (path, there)
        elif apart.new in path:
            assert not back, (path, back)
        elif urlsplit(path).path not in ON_NO_RECORD or who not in ("cat",):
            assert not (there and back), (path, there, back)
        if who not in ("cat", "eve"):
            assert not there, f"{who} was not named: {path} {there}"
        if who == "eve":
            assert not back, f"Eve never worked with the birth family: {path} {back}"


def test_whoever_works_on_both_has_two_lines_and_no_way_from_one_to_the_other(apart: Apart):
    cat = signed_in(apart.stage.world.cat)
    assert cat.get(f"/records/{apart.new}/").status_code == 200
    assert cat.get(f"/records/{apart.old}/").status_code == 200
    listed = cat.get("/caseload").content.decode()
    assert apart.old in listed
    assert apart.new in listed
    for line in re.findall(r"<li.*?</li>|<tr.*?</tr>", listed, re.S):
        assert not (apart.old in line and apart.new in line)


def test_whoever_did_it_is_told_nothing_of_the_new_record(apart: Apart):
    said = apart.answer.content.decode()
    assert "It is done" in said
    assert not [one for one in of_new(apart) if one in said]
    assert signed_in(apart.stage.world.ann).get(f"/records/{apart.new}/").status_code == 404


def test_only_those_who_were_named_find_the_new_record(apart: Apart):
    found = {
        who
        for who, reader in everybody(apart).items()
        if signed_in(reader).get(f"/records/{apart.new}/").status_code == 200
    }
    assert found == {"cat", "eve"}


def test_no_emergency_opens_it_and_the_answer_is_that_of_no_record(apart: Apart):
    for reader in (apart.stage.world.dan, apart.stage.world.ann, apart.stage.world.fay):
        with pytest.raises(NotThere) as hidden:
            open_in_emergency(apart.new, EmergencyReason.IN_DANGER, "Now", reader)
        with pytest.raises(NotThere) as missing:
            open_in_emergency("2222-2222", EmergencyReason.IN_DANGER, "Now", reader)
        assert str(hidden.value) == str(missing.value)


def test_who_was_kept_out_of_the_old_record_is_kept_out_of_the_new_one(apart: Apart):
    kept_out = rows(
        "SELECT practitioner_id, why FROM record_exclusion WHERE record = %s", apart.new_id, using="owner"
    )
    assert [one[0] for one in kept_out] == [apart.stage.edge.ned.practitioner]
    assert "neighbour" not in kept_out[0][1].lower()


def test_opening_a_record_finds_neither_by_the_others_name(apart: Apart):
    for who, name, words in (("eve", "Leila Mistry", of_old(apart)), ("ann", NEW_NAME, of_new(apart))):
        answer = signed_in(everybody(apart)[who]).post("/records/new", {"name": name, "step": "search"})
        said = html.unescape(answer.content.decode())
        assert not [one for one in words if one in said and one not in name]


def test_checking_and_checkpoints_name_neither(apart: Apart):
    for command in ("verify", "checkpoint"):
        call_command(command, stdout=(said := StringIO()))
        for line in said.getvalue().splitlines():
            assert not (str(apart.new_id) in line and str(apart.stage.family.record) in line)
            assert not [one for one in (apart.old, apart.new, *BIRTH_NAMES, "Juniper", COURT) if one in line]


def test_ids_on_the_new_record_do_not_tell_when_it_was_made(apart: Apart):
    ids = [row[0] for row in rows("SELECT id FROM entry WHERE record = %s", apart.new_id, using="owner")]
    assert {one.version for one in [*ids, apart.new_id]} == {4}


def test_no_database_role_of_the_service_reads_the_bridge(apart: Apart):
    world = apart.stage.world
    for table in ("adoption_bridge", "adoption_look"):
        for role in ("", "firsthome_ledger"):
            with transaction.atomic(), connections["default"].cursor() as cursor:
                announce(world.ann, apart.stage.family.record)
                if role:
                    cursor.execute(f"SET LOCAL ROLE {role}")
                with pytest.raises(DatabaseError, match="permission denied"):
                    cursor.execute(f"SELECT * FROM {table}")
                transaction.set_rollback(True)


# --- what the old record says ----------------------------------------------------------------------------------------


def test_the_old_record_says_that_an_order_was_made_and_keeps_its_history(apart: Apart):
    said = signed_in(apart.stage.world.ben).get(f"/records/{apart.old}/chronology").content.decode()
    assert "An adoption order was made for Baby Mistry on 3 March 2026" in said
    assert "allergic to penicillin" in said


def test_nothing_new_is_written_about_the_baby_and_the_twins_part_stays_open(apart: Apart):
    stage = apart.stage
    with pytest.raises(NotThere, match="adoption order was made"):
        stage.family.add(stage.world.ben, Event(account="Seen again"), about=(stage.family.baby,))
    with pytest.raises(NotThere, match="adoption order was made"):
        stage.family.add(stage.world.ada, Event(account="Both"), about=(stage.family.baby, apart.twin))
    assert stage.family.add(stage.world.ben, Event(account="The twin is well"), about=(apart.twin,))
    corrected = stage.family.mark(
        stage.world.ben, Mark.CORRECTION, apart.about_baby, Event(account="Allergic, says the GP"),
        about=(stage.family.baby,), reason="The letter came",
    )  # fmt: skip
    assert corrected, "what stands can still be put right"


def test_an_order_recorded_in_error_gives_the_babys_part_back(apart: Apart):
    stage = apart.stage
    with transaction.atomic():
        order = next(one for one in stage.family.seen(stage.world.ann) if one.kind == AdoptionOrder.kind)
        stage.family.mark(stage.world.ann, Mark.ERROR, order, reason="It was the cousin's")
        assert stage.family.add(stage.world.ben, Event(account="Seen again"), about=(stage.family.baby,))
        transaction.set_rollback(True)


def test_a_second_order_for_the_same_baby_is_turned_away(apart: Apart):
    lead = signed_in(apart.stage.world.ann)
    answer = lead.post(f"{apart.stage.record}adoption", act(apart.stage, step="send"))
    assert answer.status_code == 422
    assert b"recorded for this baby already" in answer.content
    assert rows("SELECT count(*) FROM adoption_bridge", using="owner") == [(1,)]


# --- what goes along -------------------------------------------------------------------------------------------------


def test_what_went_along_is_signed_anew_about_the_child_in_the_words_that_were_checked(apart: Apart):
    said = html.unescape(
        signed_in(apart.stage.world.eve).get(f"/records/{apart.new}/chronology").content.decode()
    )
    assert "Known from before: Allergic to penicillin since birth" in said
    assert NEW_NAME in said
    assert "the day after" not in said, "the words of a date may name somebody"
    about = rows(
        "SELECT DISTINCT about FROM entry WHERE record = %s AND kind = 'carried_over'",
        apart.new_id,
        using="owner",
    )
    assert about == [([apart.child],)]


@pytest.mark.parametrize("words", ["Leila has asthma", "the MISTRY family", "see record {old}"])
def test_words_that_lead_back_are_turned_back(apart: Apart, words: str):
    sent = act(apart.stage, carry=[apart.spare])
    sent[f"words-{apart.spare}"] = words.format(old=apart.old)
    answer = signed_in(apart.stage.world.ann).post(f"{apart.stage.record}adoption", sent)
    assert answer.status_code == 422
    assert "it leads back to the birth family" in answer.content.decode()


def test_the_new_record_knows_that_the_child_is_born_and_when(apart: Apart):
    eve = signed_in(apart.stage.world.eve).get(f"/records/{apart.new}/").content.decode()
    assert "Unborn baby" not in eve
    assert "4 August 2025" in eve


def test_only_those_who_work_with_families_can_be_named(apart: Apart):
    sent = act(
        apart.stage, baby=str(apart.twin), named=[str(apart.stage.world.gil.practitioner)], step="send"
    )
    answer = signed_in(apart.stage.world.ann).post(f"{apart.stage.record}adoption", sent)
    assert answer.status_code == 422
    assert "who work with families" in answer.content.decode()


def test_only_what_is_about_that_baby_alone_is_offered(apart: Apart):
    said = signed_in(apart.stage.world.ann).get(f"{apart.stage.record}adoption").content.decode()
    assert "The cot is up" not in said, "a contact with the mother"
    assert "Low in mood" not in said
    assert "The child was born at the city hospital" in said


def test_nothing_is_done_before_it_was_checked(apart: Apart):
    before = rows("SELECT count(*) FROM record", using="owner")
    sent = act(apart.stage, baby=str(apart.twin))
    page = signed_in(apart.stage.world.ann).post(f"{apart.stage.record}adoption", sent).content.decode()
    assert "Check before the record is separated" in page
    assert COURT in page
    assert rows("SELECT count(*) FROM record", using="owner") == before


def test_it_takes_a_safeguarding_lead_and_nothing_typed_becomes_a_draft(apart: Apart):
    for reader in (apart.stage.world.ada, apart.stage.world.cat):
        answer = signed_in(reader).post(f"{apart.stage.record}adoption", act(apart.stage, step="send"))
        assert answer.status_code == 403
        with pytest.raises(NotAllowed):
            apart.stage.family.add(reader, AdoptionOrder(baby=apart.twin, made_on=BORN))
    drafts = rows("SELECT typed::text FROM draft", using="owner")
    assert not [one for (one,) in drafts if "Juniper" in one or COURT in one]


# --- the bridge ------------------------------------------------------------------------------------------------------


def test_the_bridge_leads_across_in_both_directions_and_each_asking_is_written_down(apart: Apart):
    bridge = signed_in(apart.bridge)
    for start, end in ((apart.old, apart.new), (apart.new, apart.old)):
        said = html.unescape(
            bridge.post("/adoption", {"reference": start, "why": "The court asks"}).content.decode()
        )
        assert end in said
        assert COURT in said
    nothing = bridge.post("/adoption", {"reference": "2222-2222", "why": "A slip"}).content.decode()
    assert "Nothing is kept under this reference" in nothing
    asked = rows("SELECT asked, why, bridge IS NOT NULL FROM adoption_look WHERE practitioner = %s ORDER BY at",
                 apart.bridge, using="owner")  # fmt: skip
    assert asked == [
        (apart.old, "The court asks", True),
        (apart.new, "The court asks", True),
        ("2222-2222", "A slip", False),
    ]
    looks = rows("SELECT record FROM audit_look WHERE page = 'adoption_bridge'", using="owner")
    assert set(looks) == {(None,)}, "on neither record does a look say that there is a bridge"


def test_the_database_itself_asks_who_crosses(apart: Apart):
    world = apart.stage.world
    for reader in (world.ann, world.gil, world.cat):
        with transaction.atomic():
            announce(reader)
            with pytest.raises(DatabaseError, match="only the adoption bridge"):
                other_side(apart.old, "Curious")
            transaction.set_rollback(True)


def test_an_asking_is_never_taken_back(apart: Apart):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(using="owner"):
        rows("DELETE FROM adoption_look RETURNING id", using="owner")
