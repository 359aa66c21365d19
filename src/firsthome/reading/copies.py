"""Who holds which copy of a plan, whether anybody there has read it, and whether it is still the one that holds.

Pure. «Sent» is never «read», and a copy of what was changed since is an old copy. Source: domain facts, hazards 15, 16.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthome.kinds.birth_plan import BirthPlan
from firsthome.kinds.entry import Entry
from firsthome.kinds.kept_away import KeptAway
from firsthome.kinds.plan_version import NEEDED, CopyHeld, PlanVersion, Team
from firsthome.kinds.record import Record, Statement
from firsthome.reading.babies import only_losses


@dataclass(frozen=True, slots=True)
class Held:
    """One copy with one team."""

    statement: Statement
    said: CopyHeld
    old: bool
    """Whether what they hold was changed since."""


def latest_birth_plan(record: Record) -> tuple[Statement, BirthPlan] | None:
    """The birth plan that holds."""
    found = list(record.of(BirthPlan))
    return max(found, key=lambda one: str(one[0].current.content.recorded_at or "~"), default=None)


def version_of(statement: Statement) -> int:
    """Which version holds now: every change of content makes a new one."""
    return sum(1 for entry in statement.entries if entry.said)


def held(record: Record, statement: Statement) -> list[Held]:
    """Who holds a copy of any version of this, those who hold an old one too; each team with its latest word."""
    latest: dict[tuple[Team, str], Held] = {}
    for one, said in record.of(CopyHeld):
        named = record.by_entry.get(said.copy_of)
        if named and named.id == statement.id:
            old = said.copy_of != statement.current.content.id or changed_after(record, one.current.content)
            latest[said.team, said.team_words.casefold()] = Held(one, said, old)
    return sorted(latest.values(), key=lambda one: list(Team).index(one.said.team))


def ward_holds(record: Record) -> bool:
    """Whether somebody on the ward has read a plan that still holds: the birth plan, or a version of the plan."""
    plans = [one for one, _ in record.of(BirthPlan)] + [one for one, _ in record.of(PlanVersion)]
    copies = [copy for one in plans for copy in held(record, one)]
    return any(one.said.team is Team.WARD and one.said.read_by.strip() and not one.old for one in copies)


def changed_after(record: Record, receipt: Entry) -> bool:
    """Whether who is kept away changed after somebody said that they hold a copy: the card names them too."""
    given = receipt.recorded_at
    times = [one.current.tip.recorded_at for one in record.of_kind(KeptAway)]
    return bool(given and any(time and time > given for time in times))


def held_by_all(record: Record) -> Statement | None:
    """The last word by which every team that has to holds the birth plan that holds, and has read it."""
    found = latest_birth_plan(record)
    copies = held(record, found[0]) if found else []
    read = [one for one in copies if not one.old and one.said.read_by.strip()]
    if not set(NEEDED) <= {one.said.team for one in read}:
        return None
    return max((one.statement for one in read), key=lambda one: str(one.current.content.recorded_at or "~"))


def missing(record: Record, statement: Statement) -> list[Team]:
    """The teams of which nobody has said that they hold and have read the version that holds, before the birth.

    After it, or after a loss, nobody is asked to hold a plan for it any more.
    """
    if record.born_on or only_losses(record):
        return []
    read = {one.said.team for one in held(record, statement) if not one.old and one.said.read_by.strip()}
    return [team for team in NEEDED if team not in read]
