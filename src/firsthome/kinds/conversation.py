"""A conversation with one parent along one of the partnership's guides: dated, and open to be taken up again.

What they said in their own words is theirs: once it was read back and agreed, it can be added to and never changed.
Source: briefing, sections 04 and 06; domain facts, 5.3, 5.4 and hazard 30.
"""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.communication import Interpreter
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Ref, Said, Words, ask, ended

GuideKey = Annotated[Line, Ref("guide")]


class Talked(Choice):
    """What became of a conversation. None of these is a mark against anybody."""

    TALKED = "talked", "We talked about it"
    NOT_NOW = "not_now", "They would rather not, now"
    NOT_SAFE = "not_safe", "It was not safe to ask then"


class Part(BaseModel):
    """A few things to talk about that belong together, such as the first week at home."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line = ""
    prompts: tuple[Line, ...] = ()


class AsAsked(BaseModel):
    """The guide as it stood on that day, so that an answer is for ever read beside what was asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line
    version: Line
    digest: Line
    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        """The guide in plain words, a line for each thing that was asked."""
        lines = [f"{self.title} (version {self.version})"]
        for part in self.parts:
            lines += [
                *([f"{part.title}:"] if part.title else []),
                *(f"– {prompt}" for prompt in part.prompts),
            ]
        return "\n".join(lines)


class Conversation(Said):
    """One conversation with one parent."""

    kind: ClassVar[str] = "conversation"
    title: ClassVar[str] = "Conversation with a parent"
    about_whom: ClassVar[str] = "person"
    filled_in: ClassVar[tuple[str, ...]] = ("as_asked",)
    folded: ClassVar = {"Who else was there, and interpreting": ("present", "interpreter", "language")}

    guide: GuideKey = ask("Which conversation?", missing="Choose which conversation it was")
    person: PersonId = ask("With whom?", "Each parent separately.", missing="Choose with whom you talked")
    outcome: Talked = ask("What became of it?", missing="Choose what became of it")
    seen_alone: Asked = ask("Were you alone with them?", default=Asked.NOT_KNOWN)
    present: tuple[PersonId, ...] = ask("Who else was there?", default=())
    interpreter: Interpreter = ask(
        "Was it interpreted?", "Family and friends never stand in.", default=Interpreter.NOT_SAID
    )
    language: Line = ask("Into which language?", default="")
    talked_about: Words = ask("What did you talk about?", default="")
    own_words: Words = ask("In their own words", "As they said it.", default="")
    agreed: bool = ask(
        "Did you read their words back, and do they agree that this is what they said?",
        "From then on these words can be added to, and not changed.",
        default=False,
    )
    come_back_to: Words = ask("What do you want to come back to, and when?", default="")
    as_asked: AsAsked | None = ask("As it was asked", default=None)

    def persons(self) -> tuple[UUID, ...]:
        """With whom, and who else was there."""
        return (self.person, *self.present)

    def guide_title(self) -> str:
        """What the guide was called on that day."""
        return self.as_asked.title if self.as_asked else self.guide.replace("_", " ").capitalize()

    def upheld_by(self, later: Said | None) -> bool:
        """Words that were agreed stay, with whose they are and what they answer; there may be more below them."""
        if not (self.agreed and self.own_words):
            return True
        if not isinstance(later, Conversation):
            return False
        same = (later.person, later.guide, later.as_asked) == (self.person, self.guide, self.as_asked)
        return same and later.agreed and later.own_words.startswith(self.own_words)

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Life with a newborn: talked with Leila Mistry, alone. … In their own words, agreed: “…”»"""
        who, title = names.person(self.person), self.guide_title()
        match self.outcome:
            case Talked.NOT_NOW:
                head = f"{title}: {who} would rather not talk about it now."
            case Talked.NOT_SAFE:
                head = f"{title}: it was not safe to ask {who} then."
            case _:
                head = f"{title}: talked with {who}{', alone' if self.seen_alone is Asked.YES else ''}."
        words = (
            f"In their own words{', agreed' if self.agreed else ''}: “{ended(self.own_words)}”"
            if self.own_words
            else ""
        )
        back = f"To come back to: {ended(self.come_back_to)}" if self.come_back_to else ""
        parts = [head, ended(self.interpreter.say(self.language)), ended(self.talked_about), words, back]
        return " ".join(filter(None, parts))
