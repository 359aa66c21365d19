"""Why a record was opened: route and level, on what basis, and what she knows and agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from firsthome.kinds.choices import Asked, Choice
from firsthome.kinds.entry import Entry, Line, Names, Said, Words, ask, ended
from firsthome.kit.dates import say_day
from firsthome.procedures.sharing import sharing


class Route(Choice):
    """Which way of working with a family this is. The level alone does not tell."""

    UNIVERSAL = "universal", "Universal services"
    EARLY_HELP = "early_help", "Early help"
    SECTION_17 = "section_17", "Child in need (section 17)"
    SECTION_47 = "section_47", "Child protection (section 47)"


class Threshold(Choice):
    """The level of need. Partnerships name and draw their levels differently: follow the local document."""

    UNIVERSAL = "1", "1: needs met by universal services"
    ADDITIONAL = "2", "2: some additional need"
    MULTIPLE = "3", "3: several needs, targeted help"
    STATUTORY = "4", "4: statutory or specialist"
    NOT_DECIDED = "not_decided", "Not decided yet"


class LawfulBasis(Choice):
    """Why information may be shared. What each is called and when it fits: procedures, sharing.toml."""

    PUBLIC_TASK = "public_task", sharing().lawful_basis["public_task"].label
    LEGAL_DUTY = "legal_duty", sharing().lawful_basis["legal_duty"].label
    CONSENT = "consent", sharing().lawful_basis["consent"].label
    OTHER = "other", sharing().lawful_basis["other"].label


class Told(Choice):
    """Whether she knows that this record is kept."""

    YES = "yes", "Yes"
    NOT_YET = "not_yet", "Not yet"
    NOT_SAFE = "not_safe", "No, it is not safe to tell her now"


class Opening(Said):
    """The reasons for which a record was opened, and what she knows of it."""

    kind: ClassVar[str] = "opening"
    title: ClassVar[str] = "Why this record was opened"
    by_hand: ClassVar[bool] = False
    filled_in: ClassVar[tuple[str, ...]] = ("level_name",)
    called_then: ClassVar[dict[str, str]] = {"level": "level_name"}

    why: Words = ask("Why are you opening a record?", missing="Write why you are opening a record")
    route: Route = ask("Which route is this?", missing="Choose a route")
    level: Threshold = ask(
        "Which level of need?",
        "As your local thresholds document describes it.",
        default=Threshold.NOT_DECIDED,
    )
    lawful_basis: LawfulBasis = ask(
        "On what lawful basis?",
        "Not sure? Ask your safeguarding lead or information governance lead.",
        missing="Choose a lawful basis",
    )
    lawful_basis_words: Line = ask("If something else: which?", default="")
    told: Told = ask("Has she been told that this record is kept?", missing="Say whether she has been told")
    told_why: Words = ask("If she has not been told: why not?", default="")
    told_decided_by: Line = ask(
        "If it is not safe to tell her: who decided that?", "Their name and what they do.", default=""
    )
    told_review: date | None = ask(
        "If she has not been told: when will that be looked at again?", default=None
    )
    who_knows: Words = ask(
        "Who knows of the pregnancy?",
        "For example “only her sister”. So that nobody lets it slip to someone who must not know.",
        default="",
    )
    agreed: Asked = ask("Did she agree to services working together?", default=Asked.NOT_ASKED)
    agreed_to: Words = ask("What did she agree to?", "In her words if you can.", default="")
    level_name: Line = ask("What the level was called", default="")

    def level_words(self) -> str:
        """The level as the partnership called it then; whatever it is called today."""
        return self.level_name or self.level.label

    @property
    def may_be_shared(self) -> bool:
        """Early help rests on agreement: without it nothing shared is opened."""
        return self.route is not Route.EARLY_HELP or self.agreed is Asked.YES

    def left_open(self, today: date) -> Iterator[tuple[str, str]]:
        """Answers that another answer calls for: the field, and what to do. All of them at once."""
        if self.lawful_basis is LawfulBasis.OTHER and not self.lawful_basis_words:
            yield "lawful_basis_words", "Enter the lawful basis, as you chose “Something else”"
        if self.lawful_basis is LawfulBasis.CONSENT and self.agreed is not Asked.YES:
            yield "lawful_basis", "Choose another lawful basis, or record below that she agreed"
        yield from self._untold(today)
        if not self.may_be_shared:
            yield (
                "agreed",
                "Ask for her agreement, or choose another route: early help is not shared without it",
            )
        if self.agreed is Asked.YES and not self.agreed_to:
            yield "agreed_to", "Write what she agreed to"

    def _untold(self, today: date) -> Iterator[tuple[str, str]]:
        """Not telling her is a decision: it has a reason, a day to look again and, for safety, somebody who made it."""
        if self.told is Told.YES:
            return
        if not self.told_why:
            yield "told_why", "Write why she has not been told"
        if self.told is Told.NOT_SAFE and not self.told_decided_by:
            yield "told_decided_by", "Name who decided that it is not safe to tell her"
        if not self.told_review:
            yield "told_review", "Enter the day on which telling her will be looked at again"
        elif self.told_review < today:
            yield "told_review", "Enter a day from today on for looking at it again"

    def sentence(self, entry: Entry, names: Names) -> str:
        """«Record opened: early help. She has been told. Why: …»"""
        told = {Told.YES: "She has been told.", Told.NOT_YET: "She has not been told yet."}
        parts = [
            f"Record opened: {self.route.label[0].lower()}{self.route.label[1:]}.",
            told.get(self.told, "It is not safe to tell her now."),
            f"To be looked at again on {say_day(self.told_review)}." if self.told_review else "",
            f"Why: {ended(self.why)}",
            f"Who knows of the pregnancy: {ended(self.who_knows)}" if self.who_knows else "",
            f"She agreed to: {ended(self.agreed_to)}" if self.agreed_to else "",
        ]
        return " ".join(filter(None, parts))
