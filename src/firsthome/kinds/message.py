"""A message that every service gives in the same words: which, to whom, by whom, and whether it was understood.

The words of a message are its owner's: only its name, version and link stand here.
Source: briefing, section 04 (consistent messages); domain facts, 4.10 and hazard 29.
"""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.communication import Interpreter
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Ref, Said, Words, ask, ended

TopicKey = Annotated[Line, Ref("message_topic")]


class Understood(Choice):
    """Whether somebody said it back in their own words."""

    YES = "yes", "Yes, said back in their own words"
    PARTLY = "partly", "In part"
    NOT_YET = "not_yet", "Not yet"
    NOT_CHECKED = "not_checked", "Not checked"


class Message(Said):
    """One message, given to one parent or carer."""

    kind: ClassVar[str] = "message"
    title: ClassVar[str] = "Message given to a parent or carer"
    about_whom: ClassVar[str] = "person"
    filled_in: ClassVar[tuple[str, ...]] = ("topic_title",)
    folded: ClassVar = {
        "Language, interpreting, and another version": ("interpreter", "language", "version"),
    }

    topic: TopicKey = ask("Which message?", missing="Choose which message it was")
    person: PersonId = ask("Who was it given to?", missing="Choose who it was given to")
    version: Line = ask(
        "Which version, leaflet or film?", "Leave empty if it was the partnership’s own.", default=""
    )
    understood: Understood = ask(
        "Was it understood?", "Ask them to say it back.", missing="Choose whether it was understood"
    )
    said_back: Words = ask("How they said it back", "In their own words.", default="")
    heard_differently: Words = ask(
        "Had they heard something different from somebody else?", "From whom, and what.", default=""
    )
    interpreter: Interpreter = ask(
        "Was it interpreted?", "Family and friends never stand in.", default=Interpreter.NOT_SAID
    )
    language: Line = ask("In which language?", default="")
    topic_title: Line = ask("What it was called", default="")

    def persons(self) -> tuple[UUID, ...]:
        """Who it was given to."""
        return (self.person,)

    def called(self) -> str:
        """What the message was called on that day."""
        return self.topic_title or self.topic.replace("_", " ").capitalize()

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Safer sleep, given to Leila Mistry (the partnership’s, April 2025). Understood: … “…”»"""
        version = f" ({self.version.rstrip('.')})" if self.version else ""
        said = f"“{ended(self.said_back)}”" if self.said_back else ""
        differs = f"Heard differently: {ended(self.heard_differently)}" if self.heard_differently else ""
        parts = [
            f"{self.called()}, given to {names.person(self.person)}{version}.",
            f"Understood: {ended(self.understood.within())}",
            said,
            ended(self.interpreter.say(self.language)),
            differs,
        ]
        return " ".join(filter(None, parts))
