"""What surrounds every statement: when it happened, whom it is about, how the author knows, who may see it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import DATE_NOT_KNOWN, AgencyId, Audience, How, Line, PersonId, Source, Words, ask
from firsthome.kinds.gestation import read_gestation
from firsthome.kinds.origin import Origin
from firsthome.kinds.when import Phase, Precision, When
from firsthome.kit.dates import Span, whole_month
from firsthome.kit.form_fields import Wrong

PREFIX = "entry-"
WHEN = ("on", "week", "phase")
HAPPENS = frozenset(
    {
        "contact", "event", "meeting", "referral", "decision", "outcome", "own_words", "conversation", "message",
        "concern", "help_offer", "referral_received", "challenge",
        "pre_proceedings", "national_flag", "missing_alert", "meeting_part", "contribution",
        "plan_view",
    }
)  # fmt: skip
"""Kinds that happen at a time; the others hold from a time."""
NOT_AHEAD = HAPPENS - {"contact", "meeting"}
"""Kinds that nobody can record before they have happened."""
MOSTLY_TODAY = frozenset(
    {
        "question", "hypothesis", "conversation", "change", "message", "communication", "identity", "concern",
        "father_or_partner", "network_member", "help_offer", "referral_received", "challenge",
        "goal", "plan_rule", "contingency", "plan_view",
        "her_own_support", "plan_sign_off", "copy_held", "birth_plan", "kept_away", "discharge_plan",
    }
)  # fmt: skip
"""Kinds that are nearly always about today, so that today stands there already."""


class SeenBy(Choice):
    """For whom an entry is written."""

    EVERYONE = "everyone", "Everyone with full access to this record"
    MY_AGENCY = "my_agency", "Only my agency"
    NAMED = "named", "My agency and the agencies I tick below"


class Around(BaseModel):
    """The questions that every entry asks, whatever its kind."""

    model_config = ConfigDict(frozen=True)

    on: Span | None = ask(
        "When did it happen?",
        "For example 27 3 2025. Leave the day empty if you know only the month, "
        "the day and the month if you know only the year.",
        default=None,
    )
    week: Line = ask("Or at how many weeks of pregnancy?", "Like 22+4, or 22 for the whole week.", default="")
    phase: Phase | None = ask("Or roughly when?", default=None)
    about: tuple[PersonId, ...] = ask("Whom is it about?", default=())
    how: How = ask("How do you know?", default=How.OBSERVED)
    by: Line = ask("Who told you, or where did you read it?", default="")
    origin: Origin = ask(
        "Did it come from somebody who has to be asked before it goes further?",
        "Then it is not shared on, printed or cited until their answer is recorded.",
        default=Origin.NO_CONDITION,
    )
    asked: Line = ask("What did they ask?", "For example: not to tell him who rang.", default="")
    learned: date | None = ask(
        "When did your agency first know?", "Leave empty if it was today.", default=None
    )
    seen_by: SeenBy = ask("Who may see this?", default=SeenBy.EVERYONE)
    agencies: tuple[AgencyId, ...] = ask("Which agencies?", default=())
    why_everyone: Words = ask(
        "If everyone: why may everyone with full access know?",
        "Only needed for what is kept to fewer people to begin with. It is kept with the entry.",
        default="",
    )
    reason: Words = ask(
        "Why are you changing it?",
        "Others will read this beside the change.",
        missing="Write why you are changing it",
    )


def when_of(around: Around, kind: str, today: date, *, needed: bool) -> When:
    """When it happened, from whichever of the three questions was answered."""
    answered = [name for name in WHEN if getattr(around, name)]
    if len(answered) > 1:
        raise Wrong("Say when in one way only: a date, weeks of pregnancy, or roughly", answered[1])
    if not answered and needed:
        raise Wrong("Enter the date, or say roughly when under “I do not know the date”", "on")
    if not answered:
        return DATE_NOT_KNOWN
    if around.week:
        return _at_week(around.week)
    if around.phase:
        return When.in_phase(around.phase)
    assert around.on, "the only answer left"
    return _on(around.on, kind, today)


def _on(span: Span, kind: str, today: date) -> When:
    first, last = span
    assert first, "a typed date has both ends"
    assert last, "a typed date has both ends"
    if kind in NOT_AHEAD and first > today:
        raise Wrong("Enter a date that is not in the future", "on")
    if first == last:
        return When.on(first)
    return When.within(
        span, Precision.MONTH if span == whole_month(first.year, first.month) else Precision.YEAR
    )


def _at_week(typed: str) -> When:
    try:
        days = read_gestation(typed)
    except ValueError as problem:
        raise Wrong(str(problem), "week") from None
    return When.at_gestation(days, days if "+" in typed else days + 6)


def when_answers(when: When) -> dict[str, object]:
    """The three answers that say this again in a form; what they cannot say is left empty."""
    if when.precision is Precision.GESTATION and when.gestation_from is not None:
        days = f"+{when.gestation_from % 7}" if when.gestation_from == when.gestation_to else ""
        return {"week": f"{when.gestation_from // 7}{days}"}
    if when.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return {"on": Span(when.earliest, when.latest)}
    return {"phase": when.phase}


def says_the_same(when: When, around: Around) -> bool:
    """Whether the answers are those that the form was drawn with, so that words and odd spans survive a correction."""
    drawn = {name: value for name, value in when_answers(when).items() if value}
    return drawn == {name: value for name in WHEN if (value := getattr(around, name))}


def source_of(around: Around) -> Source:
    """How the author knows, and whether it came with a condition."""
    asked = "" if around.origin is Origin.NO_CONDITION else around.asked
    return Source(how=around.how, by=around.by, origin=around.origin, asked=asked)


def why_everyone(around: Around) -> str:
    """Why a sensitive topic is open to everyone; nothing where it is not."""
    return around.why_everyone if around.seen_by is SeenBy.EVERYONE else ""


def audience_of(around: Around, own_agency: int) -> Audience:
    """For whom the author writes."""
    match around.seen_by:
        case SeenBy.EVERYONE:
            return Audience()
        case SeenBy.MY_AGENCY:
            return Audience(everyone=False, agencies=(own_agency,))
        case _:
            if not around.agencies:
                raise Wrong(
                    "Tick at least one agency, or choose somebody else under “Who may see this?”", "agencies"
                )
            return Audience(everyone=False, agencies=(own_agency, *around.agencies))
