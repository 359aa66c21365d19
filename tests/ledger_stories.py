"""Stories for the ledger's property tests: lists of steps made by Hypothesis, told about one family's record.

Each step says who does what to which entry, so that a failing story shrinks to the few steps that matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st

from firsthome.access.principals import Reader
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.analysis import Analysis
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import EVERYONE, Entry, Mark, Said
from firsthome.kinds.event import Event
from firsthome.kinds.family import PersonOnRecord, Relationship, Role, Tie
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.sharing import Acknowledgement, Release, Restrict, Share
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.record.append import append
from firsthome.record.errors import NotAllowed, NotAppended, NotThere
from firsthome.record.redact import redact
from firsthome.record.sign import signed
from tests.ledger_world import (
    EDD,
    OWN_AGENCY,
    Family,
    World,
    begin_family,
    only,
    whole_ledger,
)

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)
STORIES = settings(
    phases=PHASES,
    max_examples=20,
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


CITING = "analysis share restrict release acknowledgement action decision meeting plan referral"
PLAIN = "contact event pregnancy outcome person relationship vulnerability involvement address"
CHANGING = "update correction error error misfiled redaction"
WHAT = f"{CITING} {PLAIN} {CHANGING} share restrict release acknowledgement update correction".split()
few = st.integers(0, 7)
back = st.integers(0, 2) | st.integers(0, 40)
"""Often something said lately, so that chains of corrections, shares and citations come about."""
steps = st.builds(
    Step,
    few,
    st.sampled_from(WHAT),
    back,
    back,
    few,
    few,
    st.integers(0, 5).map(lambda n: n == 0),
)
stories = st.lists(steps, min_size=4, max_size=16)
ADA, BEN, CAT, DAN, ANN = 0, 1, 2, 3, 5
OF_EVERY_SORT = [
    Step(actor, what, one, two, audience, detail, blind=False)
    for actor, what, one, two, audience, detail in [
        (ADA, "contact", 0, 0, 0, 0),
        (ADA, "restrict", 0, BEN, 0, 0),
        (BEN, "release", 1, 0, 0, 0),
        (BEN, "analysis", 0, 0, 0, 0),
        (ADA, "share", 0, DAN, 0, 0),
        (DAN, "acknowledgement", 0, 0, 0, 0),
        (CAT, "correction", 0, 0, 0, 0),
        (ADA, "address", 0, 0, 1, 2),
        (BEN, "event", 0, 0, 0, 0),
        (CAT, "misfiled", 0, 0, 0, 0),
        (ANN, "redaction", 0, 0, 0, 0),
    ]
]
"""What chance may leave out: shared, read, corrected, restricted, released, sealed, misfiled and redacted."""


@dataclass
class Story:
    """One family's record while a story is told."""

    world: World
    family: Family
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
        one, two = pool[-1 - step.one % len(pool)], pool[-1 - step.two % len(pool)]
        if step.what == "redaction":
            return self._redact(one)
        entry = self.entry_for(step, actor, one, two)
        named = {*(entry.said.cited() if entry.said else ()), *([entry.replaces] if entry.replaces else [])}
        hidden = named - {entry.id for entry in seen}
        try:
            appended = append(self.family.record, entry, actor)
        except (NotThere, NotAllowed):
            return None
        except NotAppended:
            assert not hidden, "who may not see an entry may not learn that it was changed"
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
            return new._replace(kind=one.kind, said=self.again(said, step) if keeps else None)
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
            "release": Release(entry=one.id, why="The danger has passed"),
            "address": Address(
                person=f.mother, standing=list(AddressStanding)[step.detail % 3], lines="The Old Forge"
            ),
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
        if connections["default"].in_atomic_block:
            return  # the owner would not see what is not committed
        try:
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                redact(cursor, self.family.record, entry.id, "A judge's order", self.world.ann)
        except NotAppended:
            return
        event("redaction appended")
        self.redacted.add(entry.id)


def told(world: World, story: list[Step], after_each: Any = None) -> Story:
    """Tell a story about a new family, checking something after each step."""
    telling = Story(world, begin_family(world))
    for step in story:
        telling.tell(step)
        if after_each:
            after_each(telling)
    return telling
