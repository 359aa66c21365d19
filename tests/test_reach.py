"""Who is reached by what: narrow stays narrow, and what is hidden from somebody changes nothing that they see."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction
from hypothesis import event, given
from hypothesis import strategies as st

from firsthome.access.principals import Reader, announce
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.event import Event
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.planning import Action, Plan
from firsthome.kinds.record import Record, fold
from firsthome.kinds.sharing import Release, Restrict, Share
from firsthome.record.append import as_ledger, write
from firsthome.record.caseload import Order, Wanted, caseload
from firsthome.record.errors import NotAllowed
from firsthome.record.names import KnownNames, names_for
from firsthome.record.redact import redact
from tests.ledger_stories import STORIES, Step, Story, stories
from tests.ledger_world import (
    OWN_AGENCY,
    Family,
    World,
    begin_family,
    new_person,
    only,
    raw,
    whole_ledger,
)

DAY_ONE = datetime(2025, 1, 1, tzinfo=UTC)


def sees(family: Family, reader: Reader, entry: Entry) -> bool:
    return entry.id in {one.id for one in family.seen(reader)}


# --- two worlds ------------------------------------------------------------------------------------------------------


class View:
    """All that one reader is shown: the record, the names, and the rows of their caseload in order."""

    def __init__(self, reader: Reader, family: Family, neighbour: Family) -> None:
        labels = {family.reference: "family", neighbour.reference: "neighbour"}
        seen = [*family.seen(reader), *neighbour.seen(reader)]
        order = {entry.recorded_at: DAY_ONE + timedelta(days=n) for n, entry in enumerate(seen)}
        record = fold(entry._replace(recorded_at=order[entry.recorded_at]) for entry in family.seen(reader))
        self.record: Record = record
        with transaction.atomic():
            announce(reader, family.record)
            self.names: KnownNames = names_for(record, reader)
            found = caseload(reader, size=500)
            self.orders = [
                [
                    labels[row.reference]
                    for row in caseload(reader, size=500, wanted=Wanted(order)).rows
                    if row.reference in labels
                ]
                for order in (Order.DUE, Order.NEXT)
            ]
        self.level = raw(reader, "SELECT max(level) FROM record_access WHERE record = %s", family.record)[0][
            0
        ]
        self.rows = [
            (
                labels[row.reference],
                row.mother,
                replace(
                    row.summary,
                    updated_at=order.get(row.summary.updated_at, "something hidden"),
                    edd_said_at=row.summary.edd_said_at and order[row.summary.edd_said_at],
                ),
            )
            for row in found.rows
            if row.reference in labels
        ]


def gives_access(said: Any, to: Reader) -> bool:
    """What lets somebody in stays in both worlds, seen or not: it is not about others."""
    if isinstance(said, Involvement):
        return said.agency == to.agency
    if isinstance(said, Share):
        return to.agency in said.agencies or to.practitioner in said.practitioners
    return False


def moves_reach(said: Any, of: set[UUID]) -> bool:
    """And what shows or hides that it does: without it they would read of their own part."""
    return isinstance(said, Share | Restrict | Release) and bool(of.intersection(said.cited()))


def _any(statement: Any, holds: Any, what: Any) -> bool:
    return any(holds(entry.said, what) for entry in statement.entries)


def with_everything(
    world: World, story: list[Step], neighbour: Family, reader: Reader, shown: Any = View
) -> Any:
    """The first world: the story as it is told, and the neighbours' record going on beside it."""
    with transaction.atomic():
        family = begin_family(world)
        telling, moves = Story(world, family), [("family", entry) for _, entry in whole_ledger(family.record)]
        for step in story:
            entry = telling.tell(step)
            moves += [("family", entry)] if entry else []
            if step.detail % 2:
                moves.append(("neighbour", neighbour.add(world.cat, Event(account="Something next door"))))
        everything = fold(entry for where, entry in moves if where == "family")
        known = {entry.id for entry in family.seen(reader)}
        hidden = {id_ for id_, statement in everything.by_entry.items() if id_ not in known}
        opens = {id_ for id_, s in everything.by_entry.items() if _any(s, gives_access, reader)}
        hidden -= opens | {id_ for id_ in hidden if _any(everything.by_entry[id_], moves_reach, opens)}
        view = shown(reader, family, neighbour)
        transaction.set_rollback(True)
    return family, moves, hidden, view


def without_what_is_hidden(
    family: Family,
    neighbour: Family,
    moves: list[tuple[str, Entry]],
    hidden: set[UUID],
    reader: Reader,
    shown: Any = View,
) -> Any:
    """The second world: the same, in which nobody ever wrote what is hidden from this reader."""
    with transaction.atomic():
        announce(reader)
        new_person("Leila Mistry", family.mother)
        new_person("Baby Mistry", family.baby)
        with as_ledger() as cursor:
            cursor.execute(
                """INSERT INTO record (id, reference, opened_at, opened_by, invented, head_seq, head_hash)
                VALUES (%s, %s, now(), 1, '', 0, '')""",
                [family.record, family.reference],
            )
            cursor.execute(
                "INSERT INTO record_holder (record, partnership_id, begins) VALUES (%s, %s, now())",
                [family.record, reader.partnership],
            )
            for where, entry in moves:
                if entry.id not in hidden:
                    write(cursor, (family if where == "family" else neighbour).record, entry)
        view = shown(reader, family, neighbour)
        transaction.set_rollback(True)
    return view


@STORIES
@given(story=stories, who=st.sampled_from(["ben", "cat", "bea", "dan", "eve"]))
def test_two_worlds_that_differ_in_what_is_hidden_look_the_same(world: World, story: list[Step], who: str):
    reader: Reader = getattr(world, who)
    neighbour = begin_family(world)
    family, moves, hidden, first = with_everything(world, story, neighbour, reader)
    second = without_what_is_hidden(family, neighbour, moves, hidden, reader)
    event(f"hidden entries: {min(len(hidden), 3)}")
    assert first.record == second.record
    assert first.names == second.names
    assert first.level == second.level
    if first.level in (
        None,
        Level.FULL.rank,
    ):  # lists of those with less leave out what is open: see reach.listed
        event("rows of a list compared")
        assert first.rows == second.rows
        assert first.orders == second.orders


# --- narrow stays narrow ---------------------------------------------------------------------------------------------


def test_an_analysis_takes_the_narrowest_audience_of_what_it_rests_on(world: World, family: Family):
    open_to_all = family.add(world.ada, Event(account="She was tired"))
    narrow = family.add(world.ada, Event(account="He reads her phone"), audience=only(world.ben.agency))
    thought = family.add(world.ben, Analysis(opinion="He controls her", rests_on=(open_to_all.id, narrow.id)))
    assert sees(family, world.ada, thought)
    assert sees(family, world.ben, thought)
    assert not sees(family, world.cat, thought)


def test_citing_something_that_cites_something_narrow_is_narrow_as_well(world: World, family: Family):
    narrow = family.add(world.ada, Event(account="He reads her phone"), audience=only(world.ben.agency))
    thought = family.add(world.ada, Analysis(opinion="He controls her", rests_on=(narrow.id,)))
    plan = family.add(world.ada, Plan(goals="A safe place", rests_on=(thought.id,)))
    action = family.add(world.ada, Action(what="Ring the refuge", plan=plan.id))
    assert sees(family, world.ben, action)
    assert not sees(family, world.cat, action)


def test_restricting_an_entry_later_restricts_what_already_cites_it(world: World, family: Family):
    fact = family.add(world.ada, Event(account="He reads her phone"))
    plan = family.add(world.ada, Plan(goals="A safe place", rests_on=(fact.id,)))
    action = family.add(world.ada, Action(what="Ring the refuge", plan=plan.id))
    assert sees(family, world.cat, action)
    kept = family.add(world.ada, Restrict(entries=(fact.id,), agencies=(world.ben.agency,), why="Her safety"))
    for entry in (fact, plan, action, kept):
        assert not sees(family, world.cat, entry)
        assert sees(family, world.ben, entry)


def test_restricting_never_shows_anything_to_anybody_new(world: World, family: Family):
    fact = family.add(world.ada, Event(account="He reads her phone"))
    family.add(world.ada, Restrict(entries=(fact.id,), agencies=(world.dan.agency,), why="For the police"))
    assert not sees(family, world.dan, fact), "whom it is for is a share, with its purpose and lawful basis"
    assert not sees(family, world.cat, fact)


def test_a_release_gives_back_whom_the_author_chose_and_says_why(world: World, family: Family):
    fact = family.add(world.ada, Event(account="He reads her phone"))
    family.add(world.ada, Restrict(entries=(fact.id,), agencies=(world.ben.agency,), why="Her safety"))
    assert not sees(family, world.cat, fact)
    released = family.add(world.ben, Release(entry=fact.id, why="He has moved away"))
    for reader in (world.ada, world.ben, world.cat):
        assert sees(family, reader, fact)
        assert sees(family, reader, released)
    assert not sees(family, world.dan, fact)


def test_a_release_opens_no_more_than_its_author_or_what_it_rests_on_allows(world: World, family: Family):
    narrow = family.add(world.ada, Event(account="He reads her phone"), audience=only(world.ben.agency))
    thought = family.add(world.ada, Analysis(opinion="He controls her", rests_on=(narrow.id,)))
    for entry in (narrow, thought):
        family.add(world.ada, Restrict(entries=(entry.id,), agencies=(world.ada.agency,), why="Her safety"))
        assert not sees(family, world.ben, entry)
        family.add(world.ada, Release(entry=entry.id, why="Her health visitor has to know"))
    for entry in (narrow, thought):
        assert sees(family, world.ben, entry)
        assert not sees(family, world.cat, entry)


def test_only_those_who_may_restrict_may_release(world: World, family: Family):
    fact = family.add(world.ada, Event(account="He reads her phone"), audience=only(world.dan.agency))
    with pytest.raises(NotAllowed, match="full access"):
        family.add(world.dan, Release(entry=fact.id, why="We need it"))


def sealed(family: Family, **more: Any) -> Address:
    said = {"standing": AddressStanding.SEALED, "lines": "The Old Forge, Mill Lane", "postcode": "TH1 2AB"}
    return Address(person=family.mother, **(said | more))


def test_a_sealed_address_is_only_for_those_who_are_named(world: World, family: Family):
    with pytest.raises(NotAllowed, match="only for those whom you name"):
        family.add(world.ada, sealed(family))
    there = family.add(world.ada, sealed(family), audience=only(world.ben.agency))
    thought = family.add(world.ada, Analysis(opinion="She is safe there", rests_on=(there.id,)))
    family.add(world.ada, Release(entry=there.id, why="By mistake"))
    for entry in (there, thought):
        assert sees(family, world.ben, entry)
        assert not sees(family, world.cat, entry)


def test_sealing_an_open_address_closes_its_history_at_once(world: World, family: Family):
    there = family.add(world.ada, sealed(family, standing=AddressStanding.NORMAL))
    assert sees(family, world.cat, there)
    family.mark(world.ben, Mark.CORRECTION, there, sealed(family), reason="He is looking for her")
    assert not sees(family, world.cat, there)
    assert sees(family, world.ada, there)
    family.mark(
        world.ada, Mark.UPDATE, there, sealed(family, standing=AddressStanding.NORMAL), reason="She moved on"
    )
    assert not sees(family, world.cat, there), "what was sealed once stays so"


def test_redacting_what_something_rests_on_does_not_open_it(world: World, family: Family):
    narrow = family.add(world.ada, Event(account="He reads her phone"), audience=only(world.ben.agency))
    thought = family.add(world.ada, Analysis(opinion="He controls her", rests_on=(narrow.id,)))
    plan = family.add(world.ada, Plan(goals="A safe place", rests_on=(thought.id,)))
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        redact(cursor, family.record, thought.id, "A judge's order", world.ann)
    assert not sees(family, world.cat, plan)
    assert sees(family, world.ada, plan)


def test_a_share_reaches_those_it_names_and_only_then(world: World, family: Family):
    fact = family.add(world.ada, Event(account="She asked for help"))
    assert not sees(family, world.dan, fact)
    share = family.add(world.ben, Share(entries=(fact.id,), agencies=(world.dan.agency,), purpose="Safety"))
    assert sees(family, world.dan, fact)
    assert sees(family, world.dan, share)
    family.mark(world.ben, Mark.ERROR, share, reason="The wrong agency")
    assert not sees(family, world.dan, fact)


def test_a_correction_reaches_whoever_was_reached_by_what_it_corrects(world: World, family: Family):
    fact = family.add(world.ada, Event(account="Seen on Monday"), audience=only(world.dan.agency))
    corrected = family.mark(
        world.dan, Mark.CORRECTION, fact, Event(account="Seen on Tuesday"), audience=OWN_AGENCY
    )
    assert sees(family, world.ada, corrected)
    assert not sees(family, world.cat, corrected)


def test_misfiled_words_are_with_the_safeguarding_leads_at_once(world: World, family: Family):
    wrong = family.add(world.ada, Event(account="About another family"))
    mark = family.mark(world.ben, Mark.MISFILED, wrong, reason="Another Leila")
    for reader in (world.ada, world.ben, world.cat):
        assert not sees(family, reader, wrong)
        assert not sees(family, reader, mark)
    for lead in (world.ann, world.bea):
        assert sees(family, lead, wrong)
    back = family.mark(world.ann, Mark.ERROR, mark, reason="It was this Leila after all")
    assert sees(family, world.cat, back)
    assert family.read(world.cat).by_entry[wrong.id].current.said == wrong.said


def test_what_was_an_error_and_then_misfiled_does_not_come_back(world: World, family: Family):
    wrong = family.add(world.ada, Event(account="About another family"))
    error = family.mark(world.ada, Mark.ERROR, wrong, reason="Typed in haste")
    misfiled = family.mark(world.ada, Mark.MISFILED, error, reason="And it is about somebody else")
    assert not sees(family, world.cat, wrong)
    family.mark(world.ann, Mark.ERROR, misfiled, reason="It is about her")
    assert family.read(world.cat).by_entry[wrong.id].withdrawn, "the first error mark stands again"
