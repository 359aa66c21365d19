"""Whatever practitioners write, in whatever order: what the ledger promises holds.

A story is a list of steps made by Hypothesis. Each step says who does what to which entry, so that a failing
story shrinks to the few steps that matter.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from firsthome.access.principals import Reader
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import EVERYONE, SETTLING, Entry, Mark, Said
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.record import fold
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.sharing import Acknowledgement, Restrict, Share
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.reading.knowledge import known_to
from firsthome.record.append import append, as_ledger
from firsthome.record.errors import NotAllowed, NotAppended, NotThere
from firsthome.record.project import project
from firsthome.record.rebuild import stored
from firsthome.record.redact import redact
from firsthome.record.sign import signed
from firsthome.record.verify import Verified, verify_record
from tests.clones import Clone
from tests.ledger_world import (
    EDD,
    OWN_AGENCY,
    Family,
    World,
    begin_family,
    only,
    raw,
    settle,
    whole_ledger,
)

MY_LEVEL = "SELECT max(level) FROM record_access WHERE record = %s"
PHASES = (Phase.explicit, Phase.generate) if os.environ.get("NOSHRINK") else tuple(Phase)
STORIES = settings(
    phases=PHASES,
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Step:
    """Who does what. Numbers choose from what there is to choose from when the step is done."""

    actor: int
    what: str
    one: int
    two: int
    audience: int
    detail: int
    blind: bool
    """Tries an entry without looking whether the actor may see it."""


CITING = "analysis share restrict acknowledgement action decision meeting plan referral"
PLAIN = "contact event pregnancy outcome person relationship vulnerability involvement"
CHANGING = "update correction error error misfiled redaction"
WHAT = f"{CITING} {PLAIN} {CHANGING} share restrict acknowledgement update correction".split()
few = st.integers(0, 7)
steps = st.builds(
    Step,
    few,
    st.sampled_from(WHAT),
    st.integers(0, 40),
    st.integers(0, 40),
    few,
    few,
    st.integers(0, 5).map(lambda n: n == 0),
)
stories = st.lists(steps, min_size=4, max_size=16)


@dataclass
class Story:
    """One family's record while a story is told."""

    world: World
    family: Family
    glimpses: list[tuple[datetime, Reader, list[Entry]]] = field(default_factory=list)
    redacted: set[UUID] = field(default_factory=set)
    done: list[Entry] = field(default_factory=list)

    @property
    def actors(self) -> list[Reader]:
        w = self.world
        return [w.ada, w.ben, w.cat, w.dan, w.eve, w.ann, w.bea, w.fay]

    def tell(self, step: Step) -> Entry | None:
        """Do one step; None if it was refused, as it may be, with a sentence for the person."""
        actor = self.actors[step.actor]
        seen = self.family.seen(actor)
        everything = [entry for _, entry in whole_ledger(self.family.record)]
        pool = everything if step.blind else seen or everything
        one, two = pool[step.one % len(pool)], pool[step.two % len(pool)]
        if step.what == "redaction":
            return self._redact(one)
        entry = self.entry_for(step, actor, one, two)
        named = {*(entry.said.cited() if entry.said else ()), *([entry.replaces] if entry.replaces else [])}
        hidden = named - {entry.id for entry in seen}
        try:
            appended = append(self.family.record, entry, actor)
        except NotAppended as refusal:
            assert str(refusal).endswith("."), "a refusal is a sentence"
            if hidden:
                assert isinstance(refusal, NotThere | NotAllowed)
            return None
        assert not hidden, "nobody may replace or cite what they cannot see"
        event(f"{step.what} appended")
        self.done.append(appended)
        return appended

    def entry_for(self, step: Step, actor: Reader, one: Entry, two: Entry) -> Entry:
        if step.what in {mark.value for mark in Mark}:
            mark = Mark(step.what)
            said = one.said or Event(account="Once more")
            new = signed(said, actor, replaces=one.id, mark=mark, happened=self.when(step), reason="Because")
            keeps = mark in (Mark.UPDATE, Mark.CORRECTION)
            return replace(new, kind=one.kind, said=self.again(said, step) if keeps else None)
        said = self.content(step, one, two)
        return signed(said, actor, happened=self.when(step), audience=self.audience(step, actor))

    def again(self, said: Said, step: Step) -> Said:
        """The same kind of thing, said anew."""
        changes: dict[str, Any] = {
            "contact": {"account": f"Anew {step.detail}"},
            "event": {"account": f"Anew {step.detail}"},
            "pregnancy": {"edd": EDD + timedelta(days=step.detail)},
            "involvement": {"level": list(Level)[step.detail % 4]},
            "share": {"agencies": (self.actors[step.detail % 7].agency,)},
            "restrict": {"agencies": (self.actors[step.detail % 7].agency,)},
        }
        return said.model_copy(update=changes.get(said.kind, {}))

    def when(self, step: Step) -> When:
        if step.detail == 6:
            return When.at_gestation(140 + step.one, 147 + step.one)
        return When.on(date(2025, 3, 1) + timedelta(days=step.two)) if step.detail % 2 else When()

    def audience(self, step: Step, actor: Reader) -> Any:
        other = self.actors[step.one % 7]
        return {
            1: OWN_AGENCY,
            2: only(other.agency),
            3: only(practitioners=(other.practitioner,)),
            4: only(actor.agency, other.agency),
            5: OWN_AGENCY,
        }.get(step.audience, EVERYONE)

    def content(self, step: Step, one: Entry, two: Entry) -> Said:
        f, other = self.family, self.actors[step.two % 7]
        cited = tuple(dict.fromkeys((one.id, two.id)))
        to: dict[str, Any] = (
            {"practitioners": (other.practitioner,)} if step.detail == 7 else {"agencies": (other.agency,)}
        )
        today = timezone.localdate()
        days = {0: -3, 1: 3}.get(step.detail)
        made: dict[str, Said] = {
            "analysis": Analysis(opinion="She is frightened", rests_on=cited),
            "share": Share(entries=cited, purpose="To keep the baby safe", **to),
            "restrict": Restrict(entries=cited[:1], why="She may be at risk", **to),
            "acknowledgement": Acknowledgement(entries=cited),
            "contact": Contact(
                outcome=list(ContactOutcome)[step.one % 7], next_date=EDD - timedelta(days=step.two)
            ),
            "event": Event(account="A neighbour heard shouting"),
            "pregnancy": Pregnancy(edd=EDD - timedelta(days=step.one)),
            "outcome": Outcome(baby=f.baby, result=list(Result)[step.one % 7]),
            "person": PersonOnRecord(
                person=f.baby if step.one % 2 else f.mother, role=list(Role)[step.two % 9]
            ),
            "relationship": Relationship(person=f.mother, tie=Tie.PARENT, to=f.baby),
            "vulnerability": Vulnerability(topic=Topic.ALCOHOL, standing=Standing.SUSPECTED),
            "referral": Referral(to=other.agency, why="Help with housing", rests_on=cited[: step.detail % 2]),
            "decision": Decision(decision="A strategy meeting", rests_on=cited[: step.detail % 2]),
            "meeting": Meeting(type="Core group", next_date=EDD, rests_on=cited[: step.detail % 2]),
            "plan": Plan(goals="A safe home", rests_on=cited[: step.detail % 2]),
            "action": Action(what="Visit", due=EDD, plan=one.id if step.detail % 2 else None),
            "involvement": Involvement(
                agency=other.agency,
                practitioner=other.practitioner if step.detail > 5 else None,
                level=list(Level)[step.one % 4],
                begins=today - timedelta(days=9) if step.detail == 2 else None,
                ends=today + timedelta(days=days) if days else None,
            ),
        }
        return made[step.what]

    def _redact(self, entry: Entry) -> None:
        try:
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                redact(cursor, self.family.record, entry.id, "A judge's order", self.world.ann)
        except NotAppended:
            return
        event("redaction appended")
        self.redacted.add(entry.id)


@pytest.fixture
def world(own_database: Clone) -> World:
    return settle()


def told(world: World, story: list[Step], after_each: Any = None) -> Story:
    """Tell a story about a new family, checking something after each step."""
    telling = Story(world, begin_family(world))
    for step in story:
        telling.tell(step)
        if after_each:
            after_each(telling)
    return telling


@STORIES
@given(story=stories)
def test_what_is_stored_for_lists_and_access_is_what_a_rebuild_would_store(world: World, story: list[Step]):
    def same(telling: Story) -> None:
        with transaction.atomic(), as_ledger() as cursor:
            remade = project([*_numbered(cursor, telling)])
            assert stored(cursor, telling.family.record) == remade

    told(world, story, same)


def _numbered(cursor: Any, telling: Story) -> list[tuple[int, Entry]]:
    from firsthome.record.project import load

    return load(cursor, telling.family.record)


@STORIES
@given(story=stories)
def test_reading_as_of_a_moment_never_shows_what_came_later(world: World, story: list[Step]):
    glimpses: list[tuple[datetime, Reader, list[Entry]]] = []

    def look(telling: Story) -> None:
        head = whole_ledger(telling.family.record)[-1][1].recorded_at
        assert head
        reader = telling.actors[len(glimpses) % 6]
        glimpses.append((head, reader, telling.family.seen(reader)))

    glimpses.clear()
    telling = told(world, story, look)
    for moment, reader, then in glimpses:
        now = {entry.id for entry in telling.family.seen(reader)}
        as_of = telling.family.seen(reader, as_of=moment)
        assert all(entry.recorded_at and entry.recorded_at <= moment for entry in as_of)
        seen_then = {entry.id for entry in then}
        assert _words([entry for entry in as_of if entry.id in seen_then], telling) == _words(
            [entry for entry in then if entry.id in now], telling
        )
        if now >= seen_then and {entry.id for entry in as_of} == seen_then and not telling.redacted:
            event("reach did not change")
            assert fold(as_of) == fold(then)


def _words(entries: list[Entry], telling: Story) -> list[Entry]:
    """Entries, without the words that an order has removed since."""
    return [
        replace(e, said=None, reason="", happened=When()) if e.id in telling.redacted else e for e in entries
    ]


@STORIES
@given(story=stories)
def test_whoever_sees_an_entry_sees_what_corrected_it(world: World, story: list[Step]):
    telling = told(world, story)
    everything = [entry for _, entry in whole_ledger(telling.family.record)]
    for reader in telling.actors:
        seen = telling.family.seen(reader)
        ids = {entry.id for entry in seen}
        assert not [entry for entry in everything if entry.replaces in ids and entry.id not in ids]
        corrected = {entry.replaces for entry in everything if entry.mark in SETTLING}
        for statement in fold(seen).statements:
            for line in statement.lines:
                assert line.tip.id not in corrected, "what stands last was corrected"
                if line.content.id in corrected:
                    event("content that was taken back and given back, or taken back")
                    assert line.withdrawn or line.tip.mark is Mark.ERROR


@STORIES
@given(story=stories)
def test_whatever_cites_reaches_nobody_who_may_not_see_all_that_it_cites(world: World, story: list[Step]):
    telling = told(world, story)
    for reader in telling.actors:
        record = telling.family.read(reader)
        for statement in record.statements:
            if reader.agency in statement.agencies():
                continue
            for entry in statement.entries:
                for cited in entry.said.cited() if entry.said else ():
                    event("cites what is seen")
                    assert cited in record.by_entry


@STORIES
@given(story=stories)
def test_an_agency_knows_only_what_it_said_and_what_it_acknowledged(world: World, story: list[Step]):
    telling = told(world, story)
    entries = [entry for _, entry in whole_ledger(telling.family.record)]
    record = fold(entries)
    for agency in {reader.agency for reader in telling.actors}:
        known = known_to(entries, agency)
        understood = _understood(entries, record, agency)
        ids = {entry.id for entry in known.entries}
        assert ids == {entry.id for entry in entries if entry.agency == agency or entry.id in understood}
        unaware = {entry.id for entry in known.not_reached}
        assert not ids & unaware
        for entry in entries:
            if entry.replaces in ids | unaware and entry.id not in ids:
                event("a correction has not reached them")
                assert entry.id in unaware
        assert all(entry.replaces in ids | unaware for entry in known.not_reached)


def _understood(entries: list[Entry], record: Any, agency: int) -> set[UUID]:
    """What somebody of an agency said that they have read, as long as that stands; a share counts as its parts."""
    found: set[UUID] = set()
    for entry in entries:
        if entry.agency != agency or entry.kind != "acknowledgement" or not entry.said:
            continue
        if not any(line.content.id == entry.id for line in record.by_entry[entry.id].standing):
            continue
        for cited in entry.said.cited():
            parts = [
                e
                for e in entries
                if e.id == cited and isinstance(e.said, Share) and agency in e.said.agencies
            ]
            found |= set(parts[0].said.cited()) if parts and parts[0].said else {cited}
    return found


@STORIES
@given(story=stories)
def test_numbers_have_no_gap_and_every_record_verifies(world: World, story: list[Step]):
    telling = told(world, story)
    ledger = whole_ledger(telling.family.record)
    assert [seq for seq, _ in ledger] == list(range(1, len(ledger) + 1))
    with connections["owner"].cursor() as cursor:
        assert verify_record(cursor, telling.family.record) == Verified(
            telling.family.record, len(ledger), len(telling.redacted)
        )


@STORIES
@given(story=stories)
def test_the_database_shows_each_reader_what_the_page_shows_and_no_row_more(world: World, story: list[Step]):
    telling = told(world, story)
    for reader in telling.actors:
        seen = sorted(entry.id for entry in telling.family.seen(reader))
        record = telling.family.record
        assert seen == sorted(row[0] for row in raw(reader, "SELECT id FROM entry", record=record))
        bodies = raw(reader, "SELECT entry FROM entry_body", record=record)
        assert sorted(row[0] for row in bodies) == [id_ for id_ in seen if id_ not in telling.redacted]


@STORIES
@given(story=stories, who=st.integers(0, 6))
def test_whoever_is_involved_can_always_add(world: World, story: list[Step], who: int):
    telling = told(world, story)
    reader = telling.actors[who]
    level = raw(reader, MY_LEVEL, telling.family.record)[0][0]
    entry = signed(Event(account="Seen in the street"), reader, id=uuid7(), audience=OWN_AGENCY)
    if level is None:
        with pytest.raises(NotThere):
            append(telling.family.record, entry, reader)
    elif level < 3:
        with pytest.raises(NotAllowed):
            append(telling.family.record, entry, reader)
    else:
        event(f"could add, and sees {bool(telling.family.seen(reader))}")
        append(telling.family.record, entry, reader)
        assert entry.id in {one.id for one in telling.family.seen(reader)}
