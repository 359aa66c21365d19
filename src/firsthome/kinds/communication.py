"""How somebody needs others to talk and write with them, so that it is known before every appointment and message.

Source: feature row 58; domain facts, 4.6 and 7.1.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import Entry, Line, Names, PersonId, Said, Words, ask, ended


class NeedsInterpreter(Choice):
    """Whether somebody needs an interpreter. Family never stand in for one."""

    NOT_KNOWN = "not_known", "Not known yet"
    YES = "yes", "Yes: a professional one, never family or a friend"
    NO = "no", "No"


class Advocate(Choice):
    """Whether somebody independent speaks with and for them."""

    NOT_KNOWN = "not_known", "Not known yet"
    HAS_ONE = "has_one", "Has one"
    OFFERED = "offered", "Offered, not arranged yet"
    PREFERS_NONE = "prefers_none", "Offered; would rather not have one"
    NOT_OFFERED = "not_offered", "Not offered yet"


class Interpreter(Choice):
    """How it was interpreted when people met."""

    NOT_SAID = "not_said", "Not said"
    NOT_NEEDED = "not_needed", "No interpreter was needed"
    PROFESSIONAL = "professional", "A professional interpreter"
    FAMILY = "family", "A relative or friend interpreted"
    MISSING = "missing", "One was needed, and there was none"

    def say(self, language: str) -> str:
        """«With a professional interpreter, Gujarati»; nothing where none was needed or nobody said."""
        words = {
            Interpreter.PROFESSIONAL: "With a professional interpreter",
            Interpreter.FAMILY: "A relative or friend interpreted",
            Interpreter.MISSING: "An interpreter was needed, and there was none",
        }.get(self, "")
        return ", ".join(filter(None, [words, language]))


class Communication(Said):
    """How one person on the record needs others to talk and write with them."""

    kind: ClassVar[str] = "communication"
    title: ClassVar[str] = "How to talk and write with somebody"
    about_whom: ClassVar[str] = "person"

    person: PersonId = ask("With whom?", missing="Choose whom it is about")
    language: Line = ask("Which language?", "As they say it themselves.", default="")
    interpreter: NeedsInterpreter = ask("Is an interpreter needed?", default=NeedsInterpreter.NOT_KNOWN)
    talking: Words = ask(
        "What helps when you talk?",
        "For example: one thing at a time, pictures, numbers and dates written down, saying it back.",
        default="",
    )
    writing: Words = ask(
        "What helps when you write?",
        "For example: easy read, large print, a voice message, no letters.",
        default="",
    )
    best_time: Line = ask("When, and where, is it best?", default="")
    advocate: Advocate = ask("Is there an independent advocate?", default=Advocate.NOT_KNOWN)

    def persons(self) -> tuple[UUID, ...]:
        """Whom it is about."""
        return (self.person,)

    def adjustments(self) -> str:
        """«Gujarati. An interpreter is needed: a professional one, never family or a friend. …», for beside a form."""
        needs = {
            NeedsInterpreter.YES: "An interpreter is needed: a professional one, never family or a friend.",
            NeedsInterpreter.NO: "No interpreter is needed.",
        }.get(self.interpreter, "")
        advocate = "" if self.advocate is Advocate.NOT_KNOWN else f"Advocate: {self.advocate.within()}."
        parts = [
            ended(self.language),
            needs,
            ended(self.talking),
            ended(self.writing),
            ended(self.best_time),
            advocate,
        ]
        return " ".join(filter(None, parts)) or "Nothing said yet."

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Talking and writing with Leila Mistry: Gujarati. …»"""
        return f"Talking and writing with {names.person(self.person)}: {self.adjustments()}"
