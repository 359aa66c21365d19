"""What belongs to a meeting beside the meeting itself: who of the parents was there, and what each agency told.

The restricted part is an entry of its own, for few people, and never reaches the parents' copy. Minutes that are locked
are corrected by what is added, never by changing them. Source: domain facts, 7.12; hazards 14 and 18.
"""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import AgencyId, Entry, EntryId, Line, Names, Ref, Said, Words, ask, ended

MeetingType = Annotated[Line, Ref("meeting_type")]


class Category(Choice):
    """Under which a child protection plan is made."""

    NEGLECT = "neglect", "Neglect"
    PHYSICAL = "physical", "Physical abuse"
    EMOTIONAL = "emotional", "Emotional abuse"
    SEXUAL = "sexual", "Sexual abuse"


class ParentsPart(Choice):
    """How a parent took part."""

    THERE = "there", "There, for all of it"
    PART = "part", "There, for a part of it"
    APART = "apart", "Met apart from somebody else"
    NOT_COME = "not_come", "Invited, and could not come"
    SENT_WORDS = "sent_words", "Sent their words"
    KEPT_OUT = "kept_out", "Kept out of it"
    NOT_INVITED = "not_invited", "Not invited"

    @property
    def needs_why(self) -> bool:
        """Whether it takes a reason."""
        return self in (ParentsPart.APART, ParentsPart.KEPT_OUT, ParentsPart.NOT_INVITED)


class ToldWhen(Choice):
    """When something was told to a meeting."""

    REPORT = "report", "In a report before the meeting"
    THERE = "there", "At the meeting"
    ADDED = "added", "Correction or addition to the minutes"


class ParentsCopy(Choice):
    """Whether the parents' copy of the minutes may hold it."""

    MAY = "may", "It may stand in the parents’ copy"
    NEVER = "never", "Restricted: never in the parents’ copy"


class MeetingPart(Said):
    """What one agency told a meeting, or what is added to its minutes."""

    kind: ClassVar[str] = "meeting_part"
    title: ClassVar[str] = "Information for a meeting"

    meeting: EntryId = ask("Which meeting?", missing="Choose the meeting")
    told: ToldWhen = ask("When is it told?", missing="Choose when it is told")
    agency: AgencyId | None = ask(
        "Whose information is it?", "Leave it open if it is your own agency’s.", default=None
    )
    words: Words = ask(
        "What do they say?",
        "Facts first; then what they may mean for the baby.",
        missing="Write what they say",
    )
    not_known: Words = ask("What do they not know?", default="")
    copy_for_parents: ParentsCopy = ask(
        "Is it for the parents’ copy?",
        "What came from the police, a MARAC or a third party is restricted: it is kept to your agency to begin with.",
        default=ParentsCopy.MAY,
    )
    rests_on: tuple[EntryId, ...] = ask("Which entries does it rest on?", default=())

    def cited(self) -> tuple[UUID, ...]:
        """The meeting, and what it rests on."""
        return (self.meeting, *self.rests_on)

    def whose(self, entry: Entry, names: Names) -> str:
        """The agency whose information it is."""
        return names.agency(self.agency or entry.agency)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Maternity, in a report before the meeting: … They do not know: …»"""
        unknown = f"They do not know: {ended(self.not_known)}" if self.not_known else ""
        never = "Never in the parents’ copy." if self.copy_for_parents is ParentsCopy.NEVER else ""
        told = f"{self.whose(entry, names)}, {self.told.within()}: {ended(self.words)}"
        return " ".join(filter(None, [told, unknown, never]))
