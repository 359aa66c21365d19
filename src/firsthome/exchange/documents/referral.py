"""A referral draft: what a person checks, completes and sends by their agency's own secure route.

Nothing is sent from here. It holds only what everyone with full access may read and nobody set a condition
on, and its questions are those that this part of the record raises too. Sources: domain facts, section 2
(what a referral form asks at the least); safety rules 2, 10, 11 and 13.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from firsthome.exchange.documents import parts
from firsthome.exchange.documents.passing_on import NamesIn, may_be_passed_on, part
from firsthome.exchange.documents.sections import FILL_IN, Line, Section
from firsthome.exchange.documents.typeset import typeset
from firsthome.exchange.documents.wording import (
    ABSENCE,
    EVALUATION,
    baby_called,
    expected,
    gestation_today,
    how_sure,
    known_by,
    standing,
    when,
)
from firsthome.exchange.plain_text import as_text
from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Names
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.opening import Opening
from firsthome.kinds.pregnancy import Outcome, Pregnancy
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Referral
from firsthome.kinds.vulnerability import Standing, Vulnerability
from firsthome.kit.dates import say_day
from firsthome.procedures.timings import timings
from firsthome.prompts.asking import only_losses, questions
from firsthome.prompts.prompt import Prompt

FILE_NAME = "referral-draft.pdf"
"""Never with a name: file names turn up in lists, subjects and logs."""
DRAFT = "DRAFT: a person decides and sends"


class LossReported(Exception):
    """No referral about a baby is drafted after a loss was reported."""

    def __init__(self) -> None:
        super().__init__(
            "A loss was reported, so nothing about this baby is drafted. If that was an error, undo it."
        )


class More(TypedDict, total=False):
    """What a draft can be told besides; `referral_data` says what each is."""

    agency: int | None
    why: str
    ring: Mapping[int, str] | None
    partnership: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a draft is made from: the part of the record that may be sent, and what its author adds."""

    record: Record
    names: Names
    by: str
    to: str
    today: date
    why: str
    referral: Referral
    """What its author's agency has recorded of this referral already; empty where it has not."""
    asked: list[Prompt]
    ring: Mapping[int, str] = field(default_factory=dict)


def referral_draft(
    record: Record,
    names: Names,
    by: str,
    to: str,
    today: date,
    statements: Collection[UUID] | None = None,
    **more: Unpack[More],
) -> bytes:
    """The draft as a PDF. `more` is what `referral_data` takes."""
    return typeset("referral.typ", referral_data(record, names, by, to, today, statements, **more), today)


def referral_text(
    record: Record,
    names: Names,
    by: str,
    to: str,
    today: date,
    statements: Collection[UUID] | None = None,
    **more: Unpack[More],
) -> str:
    """The draft as plain text, word for word what the PDF says."""
    data = referral_data(record, names, by, to, today, statements, **more)
    sections = [
        Section(**(section | {"lines": tuple(Line(**line) for line in section["lines"])}))
        for section in data["sections"]
    ]
    return as_text([data["title"], data["draft"], data["made"], *data["notices"]], sections)


def referral_data(
    record: Record,
    names: Names,
    by: str,
    to: str,
    today: date,
    statements: Collection[UUID] | None = None,
    *,
    agency: int | None = None,
    why: str = "",
    ring: Mapping[int, str] | None = None,
    partnership: str = "example",
) -> dict[str, Any]:
    """Everything that the draft says, as plain data.

    `record` is what its author sees; `by` and `to` are written as they should read. `statements` chooses what goes
    in (none given: all that may be passed on); the mother, the baby and the expected date always do. `agency` is
    the author's own. Raises LossReported where only losses are left on the record.
    """
    if only_losses(record):
        raise LossReported
    sent = _chosen(may_be_passed_on(record, names, agency), statements)
    asked_of_all = {
        (prompt.key, prompt.question) for prompt in questions(record, timings(partnership), today)
    }
    asked = [
        prompt
        for prompt in questions(sent, timings(partnership), today)
        if (prompt.key, prompt.question) in asked_of_all
    ]
    draft = Draft(
        record=sent,
        names=NamesIn(names, sent.people),
        by=by,
        to=to,
        today=today,
        why=why,
        referral=_same_referral(sent, names, to, agency),
        asked=asked,
        ring=ring or {},
    )
    return {
        "title": "Referral draft",
        "draft": DRAFT,
        "fill_in": FILL_IN,
        "made": f"Made on {say_day(today)} by {by}",
        "notices": [
            "Check every line, fill in what is missing, and send it by your agency's own secure route.",
            f"It holds what was chosen to be sent. {ABSENCE}",
            EVALUATION,
        ],
        "sections": [asdict(section) for section in _sections(draft)],
    }


def _chosen(free: Record, statements: Collection[UUID] | None) -> Record:
    """What goes in: the chosen statements, and always whose referral this is."""
    if statements is None:
        return free
    return part([one for one in free.statements if one.id in statements or _whose(one)])


def _whose(statement: Statement) -> bool:
    said = statement.current.said
    mother_or_baby = isinstance(said, PersonOnRecord) and said.role in (Role.MOTHER, Role.BABY)
    return mother_or_baby or isinstance(said, Pregnancy | Outcome)


# --- its sections ----------------------------------------------------------------------------------------------------


def _sections(draft: Draft) -> list[Section]:
    record, names = draft.record, draft.names
    return [
        _request(draft),
        _baby(draft),
        _mother(draft),
        _others(draft),
        _affecting(draft),
        _known(draft),
        parts.unknown(draft.asked),
        _told(draft),
        parts.involved(record, names, draft.ring, draft.today),
    ]


def _form(heading: str, *answers: tuple[str, str]) -> Section:
    """Questions with the answers recorded here; an empty answer is filled in by hand."""
    return Section(heading, tuple(Line(answer, question) for question, answer in answers), form=True)


def _request(draft: Draft) -> Section:
    return _form(
        "This referral",
        ("From", draft.by),
        ("To", draft.to),
        ("Why now", draft.why or draft.referral.why),
        ("Is anybody in danger now, and what has been done", ""),
    )


def _baby(draft: Draft) -> Section:
    record, names = draft.record, draft.names
    outcomes = " ".join(said.sentence(one.current.content, names) for one, said in record.outcomes)
    return _form(
        "The baby",
        ("Called", baby_called(record, names)),
        ("Expected", expected(record, names)),
        ("How sure that date is", how_sure(record)),
        ("Born", outcomes)
        if outcomes
        else (f"Gestation on {say_day(draft.today)}", gestation_today(record, draft.today)),
    )


def _mother(draft: Draft) -> Section:
    """What a referral form asks about her at the least. How to reach her safely comes before where she lives."""
    record = draft.record
    said = record.people.get(record.mother) if record.mother else None
    return _form(
        "The mother",
        ("Name", draft.names.person(record.mother) if record.mother else ""),
        *([("Age, as said", said.age)] if said and said.age else []),
        ("Date of birth", ""),
        ("Safe ways and times to reach her", ""),
        ("Where she is living and staying, if that is safe to write", ""),
        ("Language, and interpreter", ""),
        ("Ethnicity and religion, in her words", ""),
        ("What she needs in order to take part", ""),
    )


def _others(draft: Draft) -> Section:
    """Everybody else who was chosen, with what they are; children are asked for by name."""
    record, own = draft.record, (Role.MOTHER, Role.BABY)
    people = {draft.names.person(one) for one, said in record.people.items() if said.role in own}
    lines = tuple(line for line in parts.people(record, draft.names).lines if line.label not in people)
    if not any(said.role is Role.SIBLING for said in record.people.values()):
        lines += (Line("", "Other children, at home or elsewhere"),)
    return Section("Other people", lines, form=True)


def _affecting(draft: Draft) -> Section:
    """Every vulnerability that was not ruled out, and what it may mean for the baby today."""
    lines = []
    for line in standing(draft.record):
        said, entry = line.said, line.content
        if isinstance(said, Vulnerability) and said.standing is not Standing.RULED_OUT:
            words = [
                said.sentence(entry, draft.names),
                f"Is the baby affected now? {said.affected_now.label}.",
                said.affected_how,
                f"What helps: {said.protective}" if said.protective else "",
            ]
            known = known_by(draft.record, entry, draft.names)
            lines.append(Line(" ".join(filter(None, words)), when(draft.record, entry), known))
    return Section(
        "What may be affecting the baby now",
        tuple(lines),
        "Nothing recorded here yet about what may be affecting the baby now.",
    )


def _known(draft: Draft) -> Section:
    """What else is known. What has a place of its own is not said twice."""
    own_place = {
        one.id for one, said in draft.record.of(Vulnerability) if said.standing is not Standing.RULED_OUT
    }
    own_place |= {one.id for one, said in draft.record.of(Opening)}
    own_place |= {one.id for one, said in draft.record.of(Referral) if said == draft.referral}
    rest = part([one for one in draft.record.statements if one.id not in own_place])
    return replace(parts.happened(rest, draft.names), heading="What is known")


def _told(draft: Draft) -> Section:
    """What she was told and agreed to. Telling anybody else is never suggested: somebody decides that it is safe."""
    opening = next((said for _, said in draft.record.of(Opening)), None)
    told = draft.referral.parents_told
    answer = "" if told is Asked.NOT_KNOWN else f"Have the parents been told? {told.label}."
    return _form(
        "What she and others were told, and whether they agree",
        ("Has she been told of this referral", answer),
        *([] if told is Asked.YES else [("If not: why, and who decided", "")]),
        ("Does she agree, and what does she say", ""),
        ("Does she know that a record is kept", _knows(opening) if opening else ""),
        ("What she agreed to before", opening.agreed_to if opening else ""),
        ("Who knows of the pregnancy", opening.who_knows if opening else ""),
        ("Who else was told, and who decided that it was safe", ""),
    )


def _knows(opening: Opening) -> str:
    """Whether she knows of the record; if not, why, and when that is looked at again."""
    review = f"To be looked at again on {say_day(opening.told_review)}." if opening.told_review else ""
    return " ".join(filter(None, [f"{opening.told.label}.", opening.told_why, review]))


def _same_referral(record: Record, names: Names, to: str, agency: int | None) -> Referral:
    """The agency's own last referral to the same place, for its reasons and for who was told; never another one's."""
    said = Referral(why="")
    for statement, referral in record.of(Referral):
        place = names.agency(referral.to) if referral.to else referral.to_words
        if place and place.casefold() in to.casefold() and statement.current.content.agency == agency:
            said = referral
    return said
