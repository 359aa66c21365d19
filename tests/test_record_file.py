"""A record goes to another installation as a file and is the same record there; what stays behind leaves no trace."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from firsthome.access.principals import Reader
from firsthome.exchange import demo_mistry
from firsthome.exchange.demo_partnership import build_partnerships
from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.exchange.record_faults import MalformedFile, checked
from firsthome.exchange.record_file import (
    CannotBeOpened,
    RecordFile,
    is_passphrase,
    lock,
    new_passphrase,
    seal_of,
    unlock,
)
from firsthome.exchange.record_in import CameBefore, import_record
from firsthome.exchange.record_out import GOES, STAYS, Maker, complete, record_file
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.entry import EVERYONE, Source
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.handling import Use
from firsthome.kinds.move import MoveAnswered, MoveAsked, TakenOver
from firsthome.kinds.origin import Origin
from firsthome.kinds.record import Record
from firsthome.kinds.record_file import RecordFileArrived, RecordFileMade
from firsthome.kinds.registry import kinds
from firsthome.pages.gate import RecordPage
from firsthome.pages.overview import overview
from firsthome.record.moving import ask_to_move, take_step
from firsthome.record.names import names_for
from firsthome.record.read import find, read
from tests.ledger_world import OWN_AGENCY, Family, World, announced, new_person, rows
from tests.test_moves import WHY
from tests.world import signed_in

TODAY = date(2026, 1, 15)
MADE = Maker(
    area="Example Vale", by="Marcia Bennett", at=datetime(2026, 1, 15, tzinfo=UTC), for_whom="Jo Far"
)
FROM = ", Example Vale (from a record file)"
PASSPHRASE = new_passphrase()


def page_of(reference: str, reader: Reader) -> RecordPage:
    found = find(reference, reader)
    assert found
    return RecordPage(found, reader)


def file_for(reference: str, reader: Reader, today: date = TODAY) -> RecordFile:
    with announced(reader):
        page = page_of(reference, reader)
        return record_file(page.found.id, reference, page.record, page.names, {}, MADE, today)


def what_goes(page: RecordPage) -> Record:
    free = may_be_passed_on(page.record, page.names, None, Use.SHARE, TODAY)
    out = {one.id for one in complete(free.statements, page.names)}
    kept = tuple(one for one in page.record.statements if one.id in out)
    return Record(kept, {entry.id: one for one in kept for entry in one.entries})


def lines(page: RecordPage, record: Record) -> list[str]:
    """The chronology in words, without where its agencies are known from."""
    said = (
        f"{line.content.happened.say()} {page.names.practitioner(line.content.author)}: {line.withdrawn is None} "
        + (line.said or line.content.said).sentence(line.content, page.names)
        for statement in record.chronology()
        for line in statement.lines
        if statement.kind not in ("involvement", "record_file_arrived")
    )
    return [one.replace(FROM, "") for one in said]


def screen(page: RecordPage) -> list[str]:
    """What the first page says, without the ids of entries and who is involved."""
    seen = overview(page)
    notes = [*seen.strengths, *seen.dates, *seen.opened]
    words = [f"{one.head}: {one.words}" for one in notes] + [str(one) for one in seen.people]
    words += [seen.heading, seen.engagement, *(one.text for one in seen.questions if hasattr(one, "text"))]
    return [one.replace(FROM, "") for one in words]


def test_a_family_is_the_same_in_another_area_with_the_same_chronology_and_first_page(database: Any):
    who = build_partnerships()
    reference = demo_mistry.write(who, TODAY).reference
    sender, taker = who["safeguarding_lead"], who["other_midwife"]
    file = file_for(reference, sender)
    content = lock(file, PASSPHRASE)
    arrived = import_record(content, PASSPHRASE.lower().replace("-", " "), taker)
    assert sum(arrived.entries.values()) == len(file.entries) > 25
    assert arrived.seal == seal_of(content)
    with announced(sender):
        before = page_of(reference, sender)
        vars(before)["record"] = what_goes(before)
        vars(before)["today"] = TODAY
        said, shown = lines(before, before.record), screen(before)
    with announced(taker):
        here = page_of(arrived.reference, taker)
        vars(here)["today"] = TODAY
        assert lines(here, here.record) == said
        assert len(shown) > 8
        assert screen(here) == shown
        assert here.record.edd == before.record.edd
        assert set(here.record.by_entry) & set(before.record.by_entry) == set(), "nothing joins the two"
        assert set(here.record.people) & set(before.record.people) == set()
        learned = {one.learned for entry in here.record.statements for one in entry.entries}
        assert min(one for one in learned if one) < TODAY, "they knew it when they knew it"
        came = next(said for _, said in here.record.of(RecordFileArrived))
        assert (came.reference, came.entries) == (reference, len(file.entries))
        mine = [said for _, said in here.record.involvements if said.ends is None]
        assert [(one.practitioner, one.lead) for one in mine] == [(taker.practitioner, True)]
        written = {entry.entered_by for one in here.record.statements for entry in one.entries}
        assert written >= {taker.practitioner}
    with pytest.raises(CameBefore, match=arrived.reference):
        import_record(content, PASSPHRASE, taker)
    assert rows("SELECT count(*) FROM practitioner WHERE name = 'Ada Hope'", using="owner") == [(2,)]
    assert rows("SELECT count(*) FROM practitioner WHERE name = 'Ada Hope' AND is_active", using="owner") == [
        (1,)
    ]


def test_what_stays_behind_leaves_no_trace(world: World, family: Family):
    family.add(world.ada, Event(account="The cot is up"))
    before = file_for(family.reference, world.ann)
    hidden = family.add(world.ada, Event(account="Only for midwives"), audience=OWN_AGENCY)
    family.add(world.ada, Analysis(opinion="It worries me", rests_on=(hidden.id,)), audience=OWN_AGENCY)
    warned = Source(origin=Origin.POLICE)
    family.add(world.dan, Event(account="He was seen near the school"), source=warned)
    for standing in (AddressStanding.RESTRICTED, AddressStanding.SEALED):
        address = Address(person=family.mother, standing=standing, lines="9 Hidden Lane")
        family.add(
            world.ada, address, audience=EVERYONE if standing is AddressStanding.RESTRICTED else OWN_AGENCY
        )
    stranger = new_person("Somebody Secret")
    family.add(world.ada, PersonOnRecord(person=stranger, role=Role.FRIEND), audience=OWN_AGENCY)
    family.add(world.ada, Event(account="She rang"), about=(stranger,), audience=OWN_AGENCY)
    assert file_for(family.reference, world.ann) == before
    family.add(world.ada, Event(account="She rang again"), about=(stranger,))
    assert file_for(family.reference, world.ann) == before, "who stays behind takes along what names them"


def test_of_every_kind_it_is_decided_whether_it_goes_to_another_area():
    assert set(kinds()) == GOES | STAYS, "say in exchange/record_out.py whether it goes: GOES, or STAYS"
    assert not GOES & STAYS


def test_every_fault_is_said_at_once_and_nothing_is_written(world: World, family: Family):
    family.add(world.ada, Event(account="The cot is up"))
    file = file_for(family.reference, world.ann)
    raw = json.loads(json.dumps(file.model_dump(mode="json")))
    assert checked(raw) == file
    broken = json.loads(json.dumps(raw))
    broken["people"].append({"id": str(uuid4()), "name": "Nobody"})
    broken["entries"][1]["author"] = "p99"
    broken["entries"][2]["kind"] = "involvement"
    broken["entries"][3]["said"]["colour"] = "red"
    with pytest.raises(MalformedFile) as found:
        checked(broken)
    said = "\n".join(found.value.faults)
    for words in (
        "people: «",
        "p99» is no practitioner",
        "not as it was sealed",
        "«involvement» is about",
        "colour",
    ):
        assert words in said
    counted = rows("SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM practitioner)", using="owner")
    forged = RecordFile.model_validate(raw).model_copy(update={"area": "x" * 301})
    for content, passphrase, why in (
        (lock(file, PASSPHRASE), new_passphrase(), CannotBeOpened),
        (lock(file, PASSPHRASE)[:-9], PASSPHRASE, CannotBeOpened),
        (lock(file, PASSPHRASE).replace(b'"version":1', b'"version":2'), PASSPHRASE, CannotBeOpened),
        (b"PK\x03\x04", PASSPHRASE, CannotBeOpened),
        (lock(forged, PASSPHRASE), PASSPHRASE, MalformedFile),
    ):
        with pytest.raises(why):
            import_record(content, passphrase, world.fay)
    assert (
        rows("SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM practitioner)", using="owner")
        == counted
    )
    assert unlock(lock(file, PASSPHRASE), PASSPHRASE) == raw
    assert b"Leila" not in lock(file, PASSPHRASE)


def agree(world: World, family: Family) -> None:
    asked = uuid4()
    ask_to_move(family.record, (), MoveAsked(elsewhere="Far Shire", **WHY), None, world.ada, asked)
    yes = {"answer": TakenOver.YES, "taken_over_by": "Jo Far, midwife"}
    take_step(MoveAnswered(move=asked, after=asked, **yes), world.ada, uuid4())


def test_a_lead_makes_the_file_once_the_other_area_has_agreed_and_it_comes_in_by_the_command(
    world: World, family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    lead, address = signed_in(world.ann), f"/records/{family.reference}/move/file"
    typed: dict[str, Any] = {"for_whom": "Jo Far", "why": "She takes over", "entry": str(uuid4())}
    typed["passphrase"] = new_passphrase()
    assert lead.post(address, typed).status_code == 422, "nobody has said that they take over"
    agree(world, family)
    assert signed_in(world.ada).get(address).status_code == 403
    shown = re.search(r'name="passphrase" value="([^"]+)"', lead.get(address).text)
    assert shown
    assert is_passphrase(shown[1])
    assert lead.post(address, typed | {"passphrase": "let me in"}).status_code == 422
    answer = lead.post(address, typed)
    assert answer["Content-Disposition"] == 'attachment; filename="record-file.firsthome"'
    made = next(said for _, said in family.read(world.ann).of(RecordFileMade))
    assert (made.seal, made.for_whom) == (seal_of(answer.content), "Jo Far")
    assert lead.post(address, typed).status_code == 422, "one form makes one file"
    looks = "SELECT entries FROM audit_look WHERE page = 'record_file' AND cardinality(entries) > 0"
    looked = rows(looks, using="owner")
    assert len(looked[-1][0]) == made.entries

    file = tmp_path / "record-file.firsthome"
    file.write_bytes(answer.content)
    name = rows("SELECT sign_in_name FROM practitioner WHERE id = %s", world.fay.practitioner, using="owner")[
        0
    ][0]
    with pytest.raises(CommandError, match="signs in"):
        call_command("import_record", file, who="nobody@example.org", skip_checks=True)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed['passphrase']}\n"))
    call_command("import_record", file, who=name, skip_checks=True)
    said = capsys.readouterr().out
    assert f"{made.entries} entries and 2 people" in said
    assert made.seal in said
    reference = said.split()[1].rstrip(":")
    with announced(world.fay):
        found = find(reference, world.fay)
        assert found
        here = read(found, world.fay)
        assert "Leila Mistry" in names_for(here, world.fay).persons.values()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed['passphrase']}\n"))
    with pytest.raises(CommandError, match="came before"):
        call_command("import_record", file, who=name, skip_checks=True)
    assert isinstance(here.mother, UUID)
