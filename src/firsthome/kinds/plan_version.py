"""The plan as it stood on a day, each agency's answer to it, and who holds a copy and has read it.

A copy that was given out stays what it was: a newer one makes it an old one, and both say so. Source: domain facts,
7.10; hazards 15 and 16.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, EntryId, Line, Names, Said, Words, ask, ended


class PlanVersion(Said):
    """Everything that made up the plan on the day on which it was put before everybody."""

    kind: ClassVar[str] = "plan_version"
    title: ClassVar[str] = "Version of the plan"
    by_hand: ClassVar[bool] = False

    number: int = ask("Which version?", missing="Say which version it is", ge=1)
    parts: tuple[EntryId, ...] = ask("What does it hold?", missing="Choose what it holds")
    changed: Words = ask(
        "What is new in this version, and why?",
        "One sentence that everybody who holds the version before can act on.",
        missing="Write what is new in this version",
    )

    def cited(self) -> tuple[UUID, ...]:
        """What it holds: whoever may not see all of that sees no version that holds it."""
        return self.parts

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Plan, version 2. New: …»"""
        return f"Plan, version {self.number}. New: {ended(self.changed)}"


class Accepts(Choice):
    """An agency's answer to a version of the plan."""

    YES = "yes", "We accept our part of it"
    DIFFERENTLY = "differently", "We accept our part, and see something differently"
    NOT_YET = "not_yet", "We cannot accept it yet"


class PlanSignOff(Said):
    """One agency signs a version of the plan, or says why it does not yet."""

    kind: ClassVar[str] = "plan_sign_off"
    title: ClassVar[str] = "Agency’s answer to the plan"

    plan_version: EntryId = ask("Which version?", missing="Choose the version")
    accepts: Accepts = ask("Does your agency accept it?", missing="Choose your agency’s answer")
    words: Words = ask("What do you see differently, or what do you need first?", default="")

    def cited(self) -> tuple[UUID, ...]:
        """The version."""
        return (self.plan_version,)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Maternity on the plan: we accept our part of it.»"""
        said = f"{names.agency(entry.agency)} on the plan: {self.accepts.within()}."
        return " ".join(filter(None, [said, ended(self.words)]))


class Team(Choice):
    """Who holds a copy."""

    WARD = "ward", "The ward where the baby is to be born"
    COMMUNITY = "community", "The community team"
    OUT_OF_HOURS = "out_of_hours", "The out-of-hours team"
    OTHER = "other", "Somebody else"


NEEDED = (Team.WARD, Team.COMMUNITY, Team.OUT_OF_HOURS)
"""Who has to hold the birth plan before the birth."""


class CopyHeld(Said):
    """A team holds a copy; only a name says that somebody there has read it."""

    kind: ClassVar[str] = "copy_held"
    title: ClassVar[str] = "Who holds a copy of a plan"

    copy_of: EntryId = ask("Which plan or version?", missing="Choose the plan that they hold")
    team: Team = ask("Who holds it?", missing="Choose who holds it")
    team_words: Line = ask("What is the team called?", default="")
    read_by: Line = ask(
        "Who there has read it?",
        "A name. Leave it empty while you know only that it was sent.",
        default="",
    )
    kept_at: Line = ask("Where do they keep it?", "For example: in the ward’s red folder.", default="")

    def cited(self) -> tuple[UUID, ...]:
        """What they hold."""
        return (self.copy_of,)

    @property
    def called(self) -> str:
        """What the team is called."""
        return self.team_words.strip() or self.team.label

    def sentence(self, entry: Entry, names: Names) -> str:
        """«The labour ward holds a copy. Read by Jo Reed.»"""
        read = (
            f"Read by {ended(self.read_by)}" if self.read_by else "Nobody there has said that they read it."
        )
        kept = f"Kept: {ended(self.kept_at)}" if self.kept_at else ""
        return " ".join(filter(None, [f"{self.called} holds a copy.", read, kept]))
