"""A family moves: asked, answered, held by both, handed over, complete; and every way in which it does not happen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Audience, Mark
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.family import Role as InFamily
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.move import (
    MoveAnswered,
    MoveAsked,
    MoveCompleted,
    MoveEnd,
    MoveEnded,
    MoveHandover,
    TakenOver,
)
from firsthome.kinds.requests import InformationRequest
from firsthome.kinds.sharing import Restrict, Share
from firsthome.pages.family_copy import familys_copy
from firsthome.pages.gate import RecordPage
from firsthome.reading.moves import BOTH_HOLD, KINDS, UNDER_WAY, Next, Stands, comes_to, step_of
from firsthome.record.append import append, as_ledger
from firsthome.record.dependants import goes_along, other_records
from firsthome.record.errors import MovedOn, NoAgreement, NotAllowed, NotThere
from firsthome.record.exclude import exclude
from firsthome.record.moves import Listed, moves_for, moving_together
from firsthome.record.moving import NOT_ALL, NOT_YOURS, ask_to_move, take_step
from firsthome.record.notices import notices_for
from firsthome.record.open import open_record
from firsthome.record.project import as_it_stands, load
from firsthome.record.read import find
from firsthome.record.rebuild import stored
from firsthome.record.sign import signed
from firsthome.record.told_of_moves import what_is_told
from tests.ledger_world import OWN_AGENCY, Family, World, announced, join_as_lead, new_person, rows, signs
from tests.world import signed_in

WHY = {"why": "Her new flat is there", "told": "Leila: she is glad", "in_progress": "Scan in week 32"}


@dataclass(frozen=True)
class Moving:
    """A family that another area is asked to take over, and who there is asked."""

    world: World
    family: Family
    flo: Reader
    id: UUID

    def stands(self, reader: Reader) -> Listed | None:
        with announced(reader):
            found = moving_together(self.id, reader)
        return found[0] if found else None

    def latest(self) -> UUID:
        return rows("SELECT latest FROM record_move WHERE id = %s", self.id, using="owner")[0][0]

    def step(self, model, by: Reader, after: UUID | None = None, sent: UUID | None = None, **said):
        take_step(model(move=self.id, after=after or self.latest(), **said), by, sent or uuid4())

    def accept(self, **more):
        who = {"practitioner": self.world.fay.practitioner} | more
        self.step(MoveAnswered, self.flo, answer=TakenOver.YES, **who)

    def hand_over(self, by: Reader):
        said = {"between": "Ada and Fay", "handed_over": "Go on Mondays", "family_met": "At home, with Ada"}
        self.step(MoveHandover, by, on=timezone.localdate(), **said)

    def complete(self, by: Reader):
        self.step(MoveCompleted, by, seen="Today, at home, by Fay Else")

    def revoke(self, by: Reader, **more):
        self.step(MoveEnded, by, how=MoveEnd.REVOKED, why="They came back", **more)


@pytest.fixture
def moving(world: World, family: Family) -> Moving:
    return begin(world, family)


def begin(world: World, family: Family, others=()) -> Moving:
    flo = join_as_lead(world, world.fay, "flo")
    asked, said = uuid4(), MoveAsked(to_agency=world.fay.agency, **WHY)
    ask_to_move(family.record, others, said, None, world.ada, asked)
    return Moving(world, family, flo, asked)


def words(family: Family, reader: Reader) -> set[str]:
    return {entry.said.account for entry in family.seen(reader) if isinstance(entry.said, Event)}


def test_a_move_from_asking_until_the_other_area_goes_on_alone(moving: Moving):
    world, family = moving.world, moving.family
    family.add(world.ada, Event(account="Everybody may read this"))
    ours = family.add(world.ada, Event(account="Only for midwives"), audience=OWN_AGENCY)
    family.add(world.cat, Event(account="Only for social care"), audience=OWN_AGENCY)
    assert family.seen(moving.flo) == family.seen(world.fay) == []
    assert moving.stands(world.fay) is None, "before they say yes only their leads know of it"
    with announced(moving.flo):
        told = what_is_told(moving_together(moving.id, moving.flo)[0])
    assert (told.mother, told.reference) == ("Leila Mistry", family.reference)
    assert told.steps[0].said.in_progress == WHY["in_progress"]
    with announced(moving.flo):
        assert [one.what for one in notices_for(moving.flo)] != []

    moving.accept()
    assert words(family, world.fay) == {"Everybody may read this"}
    assert words(family, world.ada) == {"Everybody may read this", "Only for midwives"}
    assert family.seen(moving.flo) == [], "who takes over reads the record, and not their whole agency"
    asks = InformationRequest(agency=world.ada.agency, what="Which clinic?", why="To go", due="2030-01-01")
    family.add(world.fay, asks, audience=Audience(agencies=(world.ada.agency,)))
    family.add(world.ada, Share(entries=(ours.id,), agencies=(world.fay.agency,), purpose="To take over"))
    assert "Only for midwives" in words(family, world.fay), (
        "shared under the ordinary rules, across both areas"
    )

    with announced(world.ada):
        found = find(family.reference, world.ada)
        assert found
        copy = familys_copy(RecordPage(found, world.ada))
    assert {one.kind for one in copy.statements} >= {"event"}
    assert not {one.kind for one in copy.statements} & set(KINDS), (
        "whoever reads it may be who must not learn of it"
    )
    record = f"/records/{family.reference}/"
    assert "Both areas hold the record: the handover comes next" in signed_in(world.ada).get(record).text
    moving.hand_over(world.ada)
    moving.complete(world.fay)
    assert moving.stands(world.fay).stands is Stands.COMPLETED
    who = signed_in(world.fay).get(f"{record}access").text
    assert "Here held this record before" in who
    assert "Ada" not in who.split("No longer")[0].split("Today")[1], "no part of the old area is one of today"
    for reader in (world.ada, world.ben, world.cat, world.dan, moving.flo):
        assert family.seen(reader) == [], (
            f"{world.name_of(reader) if reader != moving.flo else 'flo'} has no part now"
        )
    assert words(family, world.ann) == {"Everybody may read this", "Only for midwives"}, (
        "what maternity wrote"
    )
    assert {entry.agency for entry in family.seen(world.ann)} == {world.ada.agency, world.fay.agency}, (
        "and was asked"
    )
    assert {entry.agency for entry in family.seen(world.bea)} <= {
        world.ada.agency,
        world.ben.agency,
    }
    parts = [said for _, said in family.read(world.fay).involvements]
    assert {said.agency for said in parts if said.ends is None} == {world.fay.agency}
    assert [said.practitioner for said in parts if said.lead] == [world.fay.practitioner]
    with announced(world.ben), as_ledger() as cursor:
        assert stored(cursor, family.record) == as_it_stands(
            cursor, family.record, load(cursor, family.record)
        )
        cursor.execute("SELECT count(*) FROM notice WHERE recipient = %s", [2_000_000_000 + world.ben.agency])
        assert cursor.fetchone()[0] == 1, (
            "health visiting as a team had a part, and its lead is told that it ended"
        )


def test_a_step_decided_on_an_older_state_is_not_taken_and_sending_twice_is_once(moving: Moving):
    world, seen = moving.world, moving.latest()
    moving.accept()
    with pytest.raises(MovedOn, match="Both areas hold"):
        moving.step(MoveEnded, world.ada, after=seen, how=MoveEnd.WITHDRAWN, why="She stays")
    assert moving.stands(world.ada).stands is Stands.ACCEPTED
    step = uuid4()
    for _ in range(2):
        moving.revoke(world.ada, after=moving.latest(), sent=step)
    assert moving.stands(world.ada).stands is Stands.REVOKED
    assert moving.family.seen(world.fay) == [] != moving.family.seen(world.ada)
    assert moving.stands(moving.flo) is None, "it is over for those who were asked"
    with pytest.raises(MovedOn):
        ask_to_move(moving.family.record, (), MoveAsked(elsewhere="Far", **WHY), seen, world.ada, uuid4())
    ask_to_move(
        moving.family.record, (), MoveAsked(elsewhere="Far", **WHY), moving.latest(), world.ada, uuid4()
    )


def test_what_an_old_tab_sends_is_shown_again_with_what_happened(moving: Moving):
    world, seen = moving.world, moving.latest()
    browser, address = signed_in(world.ada), f"/moves/{moving.id}/withdraw"
    assert str(seen) in browser.get(address).text
    moving.accept()
    answer = browser.post(
        address, {"state": str(seen), "entry": str(uuid4()), "why": "She stays with her aunt"}
    )
    assert answer.status_code == 422
    assert "gone on since you opened the page" in answer.text
    assert "She stays with her aunt" in answer.text, "nothing typed is lost"
    assert moving.stands(world.ada).stands is Stands.ACCEPTED


def test_who_may_not(moving: Moving):
    world, family = moving.world, moving.family
    with pytest.raises(NotThere):
        moving.step(MoveAnswered, world.fay, answer=TakenOver.YES, practitioner=world.fay.practitioner)
    for by in (world.ada, world.ann):
        with pytest.raises(NotAllowed, match=NOT_YOURS):
            moving.step(MoveAnswered, by, answer=TakenOver.YES, practitioner=world.fay.practitioner)
    with pytest.raises(NotThere):
        moving.accept(practitioner=world.ada.practitioner)
    signs(world.fay.agency, until="2024-05-01")
    with pytest.raises(NoAgreement):
        moving.accept()
    signs(world.fay.agency, until=None)
    with pytest.raises(NotAllowed):
        moving.step(MoveEnded, moving.flo, how=MoveEnd.WITHDRAWN, why="Not ours to take back")
    with pytest.raises(NotAllowed):
        ask_to_move(family.record, (), MoveAsked(elsewhere="Far", **WHY), None, world.dan, uuid4())
    with pytest.raises(NotThere):
        ask_to_move(
            family.record,
            (),
            MoveAsked(to_agency=world.ben.agency, **WHY),
            moving.latest(),
            world.ada,
            uuid4(),
        )
    forged = MoveAnswered(move=moving.id, after=moving.latest(), answer=TakenOver.YES)
    with pytest.raises(NotAllowed, match="page of that move"):
        append(family.record, signed(forged, world.ada), world.ada)
    asked = next(entry for entry in family.seen(world.ada) if entry.id == moving.id)
    with pytest.raises(NotAllowed, match="page of that move"):
        family.mark(world.ada, Mark.ERROR, asked, reason="A slip")
    kept = Restrict(entries=(asked.id,), agencies=(world.ada.agency,), why="Not for all")
    with pytest.raises(NotThere, match="for everyone with full access"):
        family.add(world.ada, kept)
    exclude(family.record, moving.flo.practitioner, "Her cousin", world.ann)
    assert moving.stands(moving.flo) is None
    with announced(moving.flo):
        assert moves_for(moving.flo) == [] == notices_for(moving.flo)


def test_what_moves_together_takes_each_step_together(world: World, family: Family):
    other, reference = open_record(world.ada)
    append(other, signed(PersonOnRecord(person=family.mother, role=InFamily.MOTHER), world.ada), world.ada)
    second = Family(other, reference, family.mother, new_person("Second"), None)
    with announced(world.ada):
        found = other_records(
            family.record, goes_along(family.read(world.ada), timezone.localdate()), world.ada
        )
    assert [(one.reference, one.who, one.full) for one in found] == [(reference, "Leila Mistry", True)]
    with announced(world.ben):
        family_seen = goes_along(family.read(world.ben), timezone.localdate())
        assert other_records(family.record, family_seen, world.ben) == [], "he has no part in the other one"
    moving = begin(world, family, (other,))
    assert moving.stands(world.ben).reference == family.reference
    with pytest.raises(NotAllowed, match=NOT_ALL[:40]):
        moving.step(MoveEnded, world.ben, how=MoveEnd.WITHDRAWN, why="Only half of it")
    moving.accept()
    assert family.seen(world.fay)
    assert second.seen(world.fay), "no baby is left behind"
    moving.hand_over(world.fay)
    moving.complete(moving.flo)
    assert family.seen(world.ada) == second.seen(world.ada) == []
    with pytest.raises(NotThere):
        moving.revoke(world.ada)


def test_an_area_outside_this_installation_is_written_down_by_those_who_asked(world: World, family: Family):
    asked = uuid4()
    ask_to_move(
        family.record,
        (),
        MoveAsked(elsewhere="Far Shire, Jo on the duty desk", **WHY),
        None,
        world.ada,
        asked,
    )
    moving = Moving(world, family, world.fay, asked)
    moving.step(MoveAnswered, world.ada, answer=TakenOver.YES, taken_over_by="Jo Far, midwife, Far Shire")
    moving.hand_over(world.ada)
    moving.complete(world.ada)
    assert moving.stands(world.ada).stands is Stands.COMPLETED
    assert family.seen(world.ada), "nobody else here holds it, so it stays until it is closed"
    assert rows("SELECT count(*) FROM record_holder WHERE record = %s", family.record, using="owner") == [
        (1,)
    ]


def test_every_way_through_is_known_and_ends_are_ends():
    steps = [MoveAnswered(move=uuid4(), after=uuid4(), answer=answer) for answer in TakenOver] + [
        MoveEnded(move=uuid4(), after=uuid4(), how=how, why="x") for how in MoveEnd
    ]
    steps += [
        MoveHandover(
            move=uuid4(), after=uuid4(), on="2025-01-01", between="a", handed_over="b", family_met="c"
        )
    ]
    steps += [MoveCompleted(move=uuid4(), after=uuid4(), seen="x")]
    assert {step_of(step) for step in steps} == set(Next)
    reached = {
        (before, after) for before, step in product(Stands, steps) if (after := comes_to(before, step))
    }
    assert {before for before, _ in reached} == UNDER_WAY
    assert {before for before, after in reached if after is Stands.COMPLETED} == {Stands.HANDED_OVER}
    assert {before for before, after in reached if after is Stands.REVOKED} == BOTH_HOLD
    assert {after for _, after in reached} == set(Stands) - {Stands.ASKED}


def test_asking_in_the_browser_names_what_is_missing_and_then_asks(world: World, family: Family):
    flo, browser = join_as_lead(world, world.fay, "flo"), signed_in(world.ada)
    address = f"/records/{family.reference}/move"
    assert "Baby Mistry" in browser.get(address).text
    nothing = browser.post(address, {"entry": str(uuid4()), "state": ""}).text
    assert "Choose the agency that you ask, or write which area it is" in nothing
    typed = WHY | {"entry": str(uuid4()), "state": "", "to_agency": world.fay.agency}
    assert browser.post(address, typed).status_code == 302
    leads = signed_in(flo)
    assert "Asked, and not answered yet" in leads.get("/requests").text
    page = leads.get(f"/moves/{typed['entry']}").text
    assert all(words in page for words in ("Leila Mistry", "Scan in week 32", "Answer the other area"))
    said_no = {"answer": "no", "why_not": "Ask the hospital", "entry": str(uuid4())}
    assert leads.post(f"/moves/{typed['entry']}/answer", said_no).url == "/requests"
    assert leads.get(f"/moves/{typed['entry']}").status_code == 404
    assert "Not taken over" in browser.get(address).text
    involved = Involvement(agency=world.fay.agency, level=Level.FULL)
    with pytest.raises(NotThere):
        family.add(world.ada, involved)
