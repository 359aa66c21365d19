"""A referral draft: what a person checks, completes and sends by their agency's own secure route.

Nothing is sent from here. It holds only what everyone with full access may read and nobody set a condition
on, and its questions are those that this part of the record raises too. Sources: domain facts, section 2
(what a referral form asks at the least); safety rules 2, 10, 11 and 13.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from firsthome.exchange.documents.making import with_seal, without_addresses
from firsthome.exchange.documents.passing_on import NamesIn, may_be_passed_on, part
from firsthome.exchange.documents.referral_sections import Draft, referral_sections, safe_ways
from firsthome.exchange.documents.sections import FILL_IN, Line, Section
from firsthome.exchange.documents.typeset import typeset
from firsthome.exchange.documents.wording import ABSENCE, EVALUATION
from firsthome.exchange.plain_text import as_text
from firsthome.kinds.entry import Names
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.handling import Use
from firsthome.kinds.pregnancy import Outcome, Pregnancy
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Referral
from firsthome.kit.dates import say_day
from firsthome.procedures.folder import OWN
from firsthome.procedures.timings import Timings, timings
from firsthome.prompts.asking import questions
from firsthome.prompts.prompt import Prompt
from firsthome.reading.babies import only_losses
from firsthome.reading.contested import own_words

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
    open_part: Record | None
    protected: Sequence[str]


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
    data = referral_data(record, names, by, to, today, statements, **more)
    return typeset("referral.typ", with_seal(data), today)


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
    partnership: str = OWN,
    open_part: Record | None = None,
    protected: Sequence[str] = (),
) -> dict[str, Any]:
    """Everything that the draft says, as plain data.

    `record` is what its author sees; `by` and `to` are written as they should read. `statements` chooses what goes
    in (none given: all that may be passed on); the mother, the baby and the expected date always do. `agency` is
    the author’s own; `open_part` is what the ledger knows to be open, where that was asked; `protected` are the words
    of addresses that stand on no paper. Raises LossReported where only losses are left on the record.
    """
    if only_losses(record):
        raise LossReported
    free = may_be_passed_on(open_part or record, names, agency, Use.SHARE, today)
    sent = _chosen(free, statements)
    draft = Draft(
        record=sent,
        names=NamesIn(names, sent.people),
        by=by,
        to=to,
        today=today,
        why=why,
        referral=_same_referral(sent, names, to, agency),
        safe_ways=safe_ways(free),
        asked=_asked(record, sent, timings(partnership), today),
        ring=ring or {},
    )
    said = {
        "title": "Referral draft",
        "draft": DRAFT,
        "fill_in": FILL_IN,
        "made": f"Made on {say_day(today)} by {by}",
        "notices": [
            "Check every line, fill in what is missing, and send it by your agency's own secure route.",
            f"It holds what was chosen to be sent. {ABSENCE}",
            EVALUATION,
        ],
        "sections": [asdict(section) for section in referral_sections(draft)],
    }
    return dict(without_addresses(said, protected))


def _asked(record: Record, sent: Record, from_when: Timings, today: date) -> list[Prompt]:
    """The questions that what is sent raises, where its author, who sees more, is asked the very same.

    So nothing that stays behind shows through a question, and no question is sent that is unsafe to ask.
    """
    of_author = {(prompt.key, prompt.question) for prompt in questions(record, from_when, today)}
    return [one for one in questions(sent, from_when, today) if (one.key, one.question) in of_author]


def _chosen(free: Record, statements: Collection[UUID] | None) -> Record:
    """What goes in: the chosen statements with what is said about them, and always whose referral this is."""
    if statements is None:
        return free
    chosen = {one.id for one in free.statements if one.id in statements or always_in(one)}
    heard = own_words(free)
    chosen |= {free.by_entry[entry.id].id for about in chosen for entry, _ in heard.get(about, ())}
    return part([one for one in free.statements if one.id in chosen])


def always_in(statement: Statement) -> bool:
    """Whether it says whose referral this is: the mother, the baby, the expected date."""
    said = statement.current.said
    mother_or_baby = isinstance(said, PersonOnRecord) and said.role in (Role.MOTHER, Role.BABY)
    return mother_or_baby or isinstance(said, Pregnancy | Outcome)


def _same_referral(record: Record, names: Names, to: str, agency: int | None) -> Referral:
    """The agency's own last referral to the same place, for its reasons and for who was told; never another one's."""
    said = Referral(why="")
    for statement, referral in record.of(Referral):
        place = names.agency(referral.to) if referral.to else referral.to_words
        if place and place.casefold() in to.casefold() and statement.current.content.agency == agency:
            said = referral
    return said
