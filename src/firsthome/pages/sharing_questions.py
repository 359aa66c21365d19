"""What sharing asks, and what not sharing asks: with whom, what for, on what basis, what was agreed, who decides.

Source: domain facts, 3.6 (each share needs these) and 7.15; hazard 17.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from firsthome.kinds.entry import AgencyId, EntryId, Line, PractitionerId, Words, ask
from firsthome.kinds.opening import LawfulBasis
from firsthome.kinds.sharing import Consent, Restrict, Share, Withheld

SOMEBODY = "Tick at least one agency or one practitioner"


class Chosen(BaseModel):
    """What it is about."""

    model_config = ConfigDict(frozen=True)

    entries: tuple[EntryId, ...] = ask(
        "Which entries?",
        "Only what they need for what they have to do: not the whole record.",
        missing="Choose at least one entry",
    )


class Sharing(BaseModel):
    """With whom entries are shared, and why."""

    model_config = ConfigDict(frozen=True)

    agencies: tuple[AgencyId, ...] = ask("With which agencies?", default=())
    practitioners: tuple[PractitionerId, ...] = ask(
        "Or with one practitioner, and not the whole team?", default=()
    )
    purpose: Words = ask(
        "What for?",
        "What they can do for mother and baby once they know this. They read what you write here.",
        missing="Write what it is shared for",
    )
    lawful_basis: LawfulBasis = ask("On what lawful basis?", missing="Choose a lawful basis")
    lawful_basis_words: Line = ask("If something else: which?", default="")
    consent: Consent = ask("Did she agree?", missing="Choose whether she agreed")
    consent_why: Words = ask(
        "If she was not asked, or said no: why is it shared all the same?",
        "For example: asking would have put her or the baby in danger.",
        default="",
    )
    risk: Words = ask(
        "Could it reach somebody whom it must not reach?",
        "Whom, how, and what the receiver has to do so that it does not. If you know of nobody, write that.",
        missing="Write whom it must not reach, or that you know of nobody",
    )
    decided_by: Line = ask(
        "Who decided to share it?", "Their name and what they do.", missing="Enter who decided to share it"
    )

    def left_open(self) -> Iterator[tuple[str, str]]:
        """Answers that another answer calls for: the field, and what to do."""
        if self.lawful_basis is LawfulBasis.OTHER and not self.lawful_basis_words:
            yield "lawful_basis_words", "Enter the lawful basis, as you chose “Something else”"
        if self.lawful_basis is LawfulBasis.CONSENT and self.consent is not Consent.GIVEN:
            yield "lawful_basis", "Choose another lawful basis: consent needs her agreement"
        if self.consent in (Consent.NOT_SOUGHT, Consent.DECLINED) and not self.consent_why:
            yield "consent_why", "Write why it is shared without her agreement"

    def basis(self) -> str:
        """The lawful basis in words, as it is called today."""
        other = self.lawful_basis is LawfulBasis.OTHER
        return self.lawful_basis_words if other else self.lawful_basis.label

    def said(self, entries: tuple[EntryId, ...]) -> Share:
        """What the entry says."""
        answers = self.model_dump(exclude={"lawful_basis", "lawful_basis_words"})
        return Share(entries=entries, lawful_basis=self.basis(), **answers)


class Withholding(BaseModel):
    """With whom entries are not shared, and why not."""

    model_config = ConfigDict(frozen=True)

    agencies: tuple[AgencyId, ...] = ask("With which agencies is it not shared?", default=())
    practitioners: tuple[PractitionerId, ...] = ask("Or with which practitioner?", default=())
    why: Words = ask(
        "Why is it not shared?",
        "They never see this decision. Whoever asks later reads your reasons.",
        missing="Write why it is not shared",
    )
    decided_by: Line = ask(
        "Who decided that?", "Their name and what they do.", missing="Enter who decided that"
    )
    review: date | None = ask("When will that be looked at again?", default=None)

    def left_open(self, today: date) -> Iterator[tuple[str, str]]:
        """Answers that another answer calls for: the field, and what to do."""
        if self.review is None:
            yield "review", "Enter the day on which it will be looked at again"
        elif self.review < today:
            yield "review", "Enter a day from today on for looking at it again"

    def said(self, entries: tuple[EntryId, ...]) -> Withheld:
        """What the entry says."""
        return Withheld(entries=entries, **self.model_dump())


class Restricting(BaseModel):
    """Who still sees entries that are kept to fewer people."""

    model_config = ConfigDict(frozen=True)

    entries: tuple[EntryId, ...] = ask("Which entries?", missing="Choose at least one entry")
    agencies: tuple[AgencyId, ...] = ask(
        "Which agencies still see them?",
        "Of those who see them now. Whichever agency said something always sees it.",
        default=(),
    )
    practitioners: tuple[PractitionerId, ...] = ask("Which practitioners still see them?", default=())
    why: Words = ask(
        "Why?",
        "Those who no longer see the entries see nothing of this either.",
        missing="Write why it is kept to fewer people",
    )

    def said(self) -> Restrict:
        """What the entry says."""
        return Restrict(**self.model_dump())
