"""A family moves, and others take over: asked, answered, handed over, completed; or taken back on the way.

Each step is an entry that names the step it was decided on, so that nobody decides on what is no longer so.
Source: domain facts, 1.10 and 7.19, hazard 15; feature row 34.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import (
    AgencyId,
    Entry,
    EntryId,
    Line,
    Names,
    PractitionerId,
    Said,
    Words,
    ask,
    ended,
)
from firsthome.kit.dates import say_day


class MoveAsked(Said):
    """Those who work with a family ask another area to take over. Until it says yes nothing changes."""

    kind: ClassVar[str] = "move_asked"
    title: ClassVar[str] = "Another area asked to take over"
    by_hand: ClassVar[bool] = False
    filled_in: ClassVar[tuple[str, ...]] = ("together",)

    to_agency: AgencyId | None = ask(
        "Which agency there do you ask?",
        "Its safeguarding leads read this page, the mother’s name and the expected date before they answer.",
        default=None,
    )
    elsewhere: Line = ask(
        "If it is not on the list: which area, and whom did you reach there?",
        "Ring them first, on a number that you looked up yourself.",
        default="",
    )
    why: Words = ask("Why does the record move?", missing="Write why the record moves")
    since: date | None = ask(
        "Since when does the family live there?", "Leave empty if they are still to move.", default=None
    )
    told: Words = ask(
        "Who has been told, and what did the parents say?",
        "The mother, and everybody else who safely may know. Say who must not learn of it.",
        missing="Write who has been told, and what the parents said",
    )
    takes_over: Line = ask("Who there is expected to take over?", "If you know.", default="")
    in_progress: Words = ask(
        "What is in progress, and what must not be missed?",
        "Appointments, actions, meetings, decisions that are waited for.",
        missing="Write what is in progress and must not be missed",
    )
    safety: Words = ask(
        "What do they have to know so that everybody is safe?",
        "Who is kept away, how to reach her safely, whom to ring. Never an address here.",
        default="",
    )
    stays: Words = ask("If a record stays: why, and who goes on there?", default="")
    together: UUID | None = ask("Asked together with which?", default=None)
    """The same on every record that moves together."""

    def where(self, names: Names) -> str:
        """Who is asked."""
        return names.agency(self.to_agency) if self.to_agency else self.elsewhere

    def parts(self, names: Names) -> list[str]:
        """What is asked, one sentence or two for each thing that has to be known."""
        since = f" They live there since {say_day(self.since)}." if self.since else ""
        parts = (
            f"Asked {self.where(names)} to take over, because the family moves.{since}",
            f"Why: {ended(self.why)}",
            f"Told: {ended(self.told)}",
            f"Expected to take over: {ended(self.takes_over)}" if self.takes_over else "",
            f"In progress: {ended(self.in_progress)}",
            f"To be safe: {ended(self.safety)}" if self.safety else "",
            f"What stays: {ended(self.stays)}" if self.stays else "",
        )
        return [part for part in parts if part]

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Asked Maternity, Other Shire to take over, because the family moves. Why: …»"""
        return " ".join(self.parts(names))


class MoveStep(Said):
    """A step of a move that was asked for."""

    by_hand: ClassVar[bool] = False

    move: EntryId = ask("Which move?", missing="Name the move")
    after: EntryId = ask("On which step was it decided?", missing="Name the step before")

    def cited(self) -> tuple[UUID, ...]:
        """What was asked: whoever may not see that reads nothing of what became of it."""
        return (self.move,)


class TakenOver(Choice):
    """What the area that was asked answers."""

    YES = "yes", "We take over"
    NO = "no", "We do not take over"


class MoveAnswered(MoveStep):
    """The area that was asked takes over, by somebody with a name; or not, and why."""

    kind: ClassVar[str] = "move_answered"
    title: ClassVar[str] = "Answer of the other area"

    answer: TakenOver = ask("Do you take over?", missing="Choose whether you take over")
    practitioner: PractitionerId | None = ask("If you do: who?", default=None)
    taken_over_by: Line = ask("Who takes over, and for which agency?", default="")
    """For an area that is not in this installation, as it told whoever writes it down."""
    why_not: Words = ask("If you do not: why, and who should be asked?", default="")

    def who(self, names: Names) -> str:
        """Who takes over."""
        return names.practitioner(self.practitioner) if self.practitioner else self.taken_over_by

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Miriam Katz takes over. Until it is complete, both areas hold the record.»"""
        if self.answer is TakenOver.NO:
            return f"The other area does not take over: {ended(self.why_not)}"
        return f"{ended(f'Takes over: {self.who(names)}')} Until it is complete, both areas hold the record."


class MoveHandover(MoveStep):
    """What whoever takes over was told by those who know the family."""

    kind: ClassVar[str] = "move_handover"
    title: ClassVar[str] = "Handover to the other area"

    on: date = ask("On which day did you talk?", missing="Enter the day on which you talked")
    between: Line = ask("Who talked to whom?", "Names and what they do.", missing="Write who talked to whom")
    handed_over: Words = ask(
        "What was handed over?",
        "What works, whom the family trusts, what worries you, what comes next and by when.",
        missing="Write what was handed over",
    )
    family_met: Words = ask(
        "How did the family come to know who takes over?",
        "For example: they met at home with the midwife whom they know. If they have not met, say when they will.",
        missing="Write how the family came to know who takes over, or when they will",
    )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Handed over on 3 May 2025 (Ada Hope and Miriam Katz): … How the family came to know them: …»"""
        return (
            f"Handed over on {say_day(self.on)} ({self.between.strip()}): {ended(self.handed_over)} "
            f"How the family came to know them: {ended(self.family_met)}"
        )


class MoveEnd(Choice):
    """How a move ends before it is complete."""

    WITHDRAWN = "withdrawn", "Taken back before it was answered"
    REVOKED = "revoked", "Taken back before it was complete"


class MoveEnded(MoveStep):
    """The move does not happen, or not now. The record stays where it was."""

    kind: ClassVar[str] = "move_ended"
    title: ClassVar[str] = "Move taken back"

    how: MoveEnd = ask("How does it end?", missing="Choose how it ends")
    why: Words = ask("Why?", "Both areas read it.", missing="Write why")

    def sentence(self, entry: Entry, names: Names) -> str:
        """«The move was taken back before it was complete, and the record stays where it was. Why: …»"""
        how = self.how.label[0].lower() + self.how.label[1:]
        return f"The move was {how}, and the record stays where it was. Why: {ended(self.why)}"


class MoveCompleted(MoveStep):
    """The other area goes on alone."""

    kind: ClassVar[str] = "move_completed"
    title: ClassVar[str] = "Move complete"

    seen: Words = ask(
        "When were mother and baby last seen, and by whom of you?",
        "If nobody of you has seen them yet, say who will and when.",
        missing="Write when they were last seen and by whom, or who will see them and when",
    )

    def sentence(self, entry: Entry, names: Names) -> str:
        """«The move is complete: the other area goes on alone. Seen: …»"""
        return f"The move is complete: the other area goes on alone. Seen: {ended(self.seen)}"


STEPS = (MoveAsked, MoveAnswered, MoveHandover, MoveEnded, MoveCompleted)
"""Every kind of entry of a move: each has a page of its own, and none is corrected or added by hand."""
