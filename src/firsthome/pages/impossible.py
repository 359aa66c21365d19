"""Answers that cannot be so, whatever the rest says: each with the question it belongs to, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from firsthome.access.directory import NOT_THERE_TODAY, works_for
from firsthome.kinds.birth_plan import BirthPlan, LegalStatus
from firsthome.kinds.closing import Closing
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Said
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.planning import Meeting
from firsthome.kinds.when import When
from firsthome.kit.form_fields import Wrong
from firsthome.pages.gate import RecordPage
from firsthome.procedures.meetings import sort_of
from firsthome.reading.after_birth import not_reviewed
from firsthome.reading.asking_for_help import closes_too_soon
from firsthome.reading.babies import State, babies
from firsthome.record.approved import in_force
from firsthome.record.errors import EarlyHelpFirst

NOT_BEFORE_BIRTH = (
    "Choose “No order in force”: before the birth no court can make an order about the baby. An order about somebody "
    "else stands with whoever is kept away"
)


def cannot_be(said: Said, before: Said | None, page: RecordPage) -> Iterator[tuple[str, str]]:
    """What its kind knows to be impossible today; and that nobody is brought in who does not work there."""
    yield from said.cannot_be(page.today)
    if isinstance(said, Involvement) and _takes_over(said, before) and not said.handover.strip():
        yield "handover", "Write who hands over, and what whoever comes next has to know"
    if isinstance(said, Involvement) and _brings_in_a_stranger(said, before):
        yield "practitioner", NOT_THERE_TODAY
    if isinstance(said, BirthPlan) and said.legal is LegalStatus.ORDER and _not_born(page):
        yield "legal", NOT_BEFORE_BIRTH
    if isinstance(said, Meeting) and not said.without_quorum.strip() and (away := _away(said, page)):
        yield "without_quorum", f"Write why it decided without {away}, or leave open what was decided"
    if isinstance(said, Closing) and closes_too_soon(page.record, said):
        yield "came_to", EarlyHelpFirst.WORDS
    if (
        isinstance(said, Closing)
        and not said.after_birth.strip()
        and not_reviewed(page.record, page.names.codes)
    ):
        yield (
            "after_birth",
            "Write when the plan was looked at again after the birth, or why that is not needed",
        )


def _not_born(page: RecordPage) -> bool:
    """Whether a baby is expected and none is born: then nothing about it can be ordered."""
    states = {one.state for one in babies(page.record)}
    return State.EXPECTED in states and State.BORN not in states


def _away(said: Meeting, page: RecordPage) -> str:
    """The services without which a meeting should not decide, and that are not among those who were there."""
    sort = sort_of(said.type, in_force(page.reader, "meetings", page.today))
    if sort is None or not said.agencies_there or not (said.decision.strip() or said.category):
        return ""
    there = {page.names.codes.get(agency, "").replace("-", "_") for agency in said.agencies_there}
    return ", ".join(code.replace("_", " ") for code in sort.quorum if code not in there)


def _takes_over(said: Involvement, before: Said | None) -> bool:
    """Whether somebody else is named in the place of somebody who was."""
    named = before.practitioner if isinstance(before, Involvement) else None
    return named is not None and said.practitioner not in (None, named)


def _brings_in_a_stranger(said: Involvement, before: Said | None) -> bool:
    """Whether it newly names somebody who does not work for the agency that it names."""
    if not said.practitioner or not said.names_anew(before):
        return False
    return not works_for(said.practitioner, said.agency)


def not_kept_ahead(said: Said | None, happened: When, page: RecordPage) -> None:
    """Only an offered contact can lie ahead."""
    if not isinstance(said, Contact) or said.outcome is ContactOutcome.OFFERED:
        return
    if happened.earliest and happened.earliest > page.today:
        raise Wrong("This date is in the future: correct it, or choose “Offered, still to come”", "on")
