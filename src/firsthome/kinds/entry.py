"""An entry: somebody from an agency says that something happened, is so, or was decided.

Pure. `Said` is what a kind of entry holds; `Entry` is who said it, when, about whom and for whom.
A new kind is one subclass of `Said` in a module of this package; see docs/adding-a-kind.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, NamedTuple, Protocol
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from firsthome.kinds.choices import Choice
from firsthome.kinds.origin import Origin
from firsthome.kinds.when import When

LINE_LIMIT = 300
WORDS_LIMIT = 50_000

Line = Annotated[str, StringConstraints(max_length=LINE_LIMIT, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=WORDS_LIMIT, pattern=r"^[^\x00]*$")]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names something else; whoever draws the form passes the choices in."""

    to: str


PersonId = Annotated[UUID, Ref("person")]
AgencyId = Annotated[int, Ref("agency")]
PractitionerId = Annotated[int, Ref("practitioner")]
EntryId = Annotated[UUID, Ref("entry")]


def ask(question: str, hint: str = "", *, missing: str = "", default: Any = ..., **limits: Any) -> Any:
    """A field as people meet it: the question, a hint, and what to do when a needed answer is missing.

    `limits` are pydantic's own, such as ge and le.
    """
    if default is ...:
        assert missing, f"«{question}» needs an answer, so say what to do when there is none"
    return Field(
        default=default, title=question, description=hint, json_schema_extra={"missing": missing}, **limits
    )


def ended(words: str) -> str:
    """Words as a sentence, with the full stop that their writer may have left out."""
    words = words.strip()
    return words if not words or words.rstrip("”’\"')").endswith((".", "!", "?", "…")) else f"{words}."


class Names(Protocol):
    """How a sentence learns what to call somebody; people's names are always today's."""

    def person(self, person: UUID) -> str:
        """What to call a person on this record."""

    def agency(self, agency: int) -> str:
        """The agency's name."""

    def practitioner(self, practitioner: int) -> str:
        """The practitioner's name."""


class Said(BaseModel):
    """What one kind of entry can say. Fields are optional unless a sentence is impossible without them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    schema_number: ClassVar[int] = 1
    upcasts: ClassVar[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
    by_hand: ClassVar[bool] = True
    """Offered in the list of things that a person can add."""
    holds_from: ClassVar[str] = ""
    """The field that says from which day it holds; kinds without one are asked when it happened."""
    about_whom: ClassVar[str] = ""
    """The field that says whom it is about, one or several; kinds without one are asked."""
    asked_later: ClassVar[tuple[str, ...]] = ()
    """Questions that a new entry leaves out, because their time has not come; a change asks them."""
    asked_afresh: ClassVar[tuple[str, ...]] = ()
    """Questions that an update answers anew, instead of beginning with what was said before."""
    filled_in: ClassVar[tuple[str, ...]] = ()
    """Fields that nobody is asked: they keep what the partnership's procedure said on that day."""
    called_then: ClassVar[dict[str, str]] = {}
    """Answers that are read by the name they had on that day, each with the field that keeps it."""
    folded: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Questions that a form keeps folded, by the heading that they stand under."""
    turns_on: ClassVar[str] = ""
    """The question whose answer decides in which order the others are asked."""
    asked_in_order: ClassVar[dict[str, tuple[str, ...]]] = {}
    """For each answer to it, and for none yet, the questions that stand open; the others are folded."""
    for_leads: ClassVar[bool] = False
    """Whether it reaches the safeguarding leads of the author's agency and nobody else there, whatever is chosen."""

    update_asks: ClassVar[str] = "From when has it been different?"
    """What an update is asked; a kind of which more becomes known asks since when that is."""

    def sentence(self, entry: Entry, names: Names) -> str:
        """The chronology line, as a person would write it, without the date and the author."""
        raise NotImplementedError

    def cannot_be(self, today: date) -> Iterable[tuple[str, str]]:
        """Answers that cannot be so, or that call for another one: the field, and what to do."""
        return ()

    def cited(self) -> tuple[UUID, ...]:
        """The entries that this one rests on; it can reach nobody who may not see all of them."""
        return ()

    def persons(self) -> tuple[UUID, ...]:
        """The persons that its fields name, beside those that the entry is about."""
        return ()

    def also_for(self) -> tuple[int, ...]:
        """Of what is for leads: the practitioners of other agencies whom it names to read it."""
        return ()

    def upheld_by(self, later: Said | None) -> bool:
        """Whether a later version (None: taking it back) leaves alone what may not be changed any more."""
        return True


class Mark(Choice):
    """How an entry changes an earlier one. The original is always kept."""

    UPDATE = "update", "Since then it has changed"
    CORRECTION = "correction", "It was never so: correct it"
    ERROR = "error", "Recorded in error"
    MISFILED = "misfiled", "Belongs to another family"


SETTLING = (Mark.CORRECTION, Mark.ERROR, Mark.MISFILED)
"""Marks of which an entry can receive only one: two people cannot both win silently."""


class How(Choice):
    """How the author knows. Retyping never turns an allegation into a fact."""

    OBSERVED = "observed", "I saw or did this myself"
    SAID = "said", "Somebody told me"
    DOCUMENT = "document", "I read it in a document or another system"
    OPINION = "opinion", "It is my professional opinion"


class Source(BaseModel):
    """How the author knows what the entry says, from whom, and whether that came with a condition."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    how: How = How.OBSERVED
    by: Line = ""
    origin: Origin = Origin.NO_CONDITION
    asked: Line = ""
    """What whoever it came from asked, in their words."""


class Audience(BaseModel):
    """For whom the author chose to write: everyone with full access, or these and nobody else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    everyone: bool = True
    agencies: tuple[int, ...] = ()
    practitioners: tuple[int, ...] = ()


EVERYONE = Audience()
DATE_NOT_KNOWN = When()
SEEN_MYSELF = Source()


class Entry(NamedTuple):
    """One signed statement as its reader sees it. Order in a record is the order of the list it comes in.

    A tuple, because a long record makes hundreds of them while somebody waits.
    """

    id: UUID
    kind: str
    said: Said | None
    """None for a mark without new content, and where an ordered redaction removed the content."""
    author: int
    entered_by: int
    agency: int
    happened: When = DATE_NOT_KNOWN
    learned: date | None = None
    """When the agency knew; None means on the day it was recorded."""
    recorded_at: datetime | None = None
    """The server's time; None until it is appended."""
    source: Source = SEEN_MYSELF
    about: tuple[UUID, ...] = ()
    audience: Audience = EVERYONE
    replaces: UUID | None = None
    mark: Mark | None = None
    reason: str = ""
    """Why it changes an earlier entry; of a new one on a sensitive topic, why everyone with full access may know."""
    statement: UUID | None = None
    """The first entry of the chain of versions that this one belongs to; itself if it replaces nothing."""

    def root(self) -> UUID:
        """The statement that this entry is a version of."""
        return self.statement or self.id

    def learned_on(self) -> date:
        """The day on which the author's agency knew."""
        if self.learned:
            return self.learned
        assert self.recorded_at, "an entry that was not appended yet has no day of recording"
        return self.recorded_at.date()


class Body(BaseModel):
    """The stored content of an entry: every word of free text is in here, so that a redaction removes it all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    said: dict[str, Any] | None = None
    happened_words: str = Field(default="")
    said_by: Line = ""
    origin: str = ""
    asked: Line = ""
    reason: Words = ""
