"""The sections that copies and documents share: people, who is involved, what happened, what is still unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from firsthome.exchange.documents.sections import Line, Section
from firsthome.exchange.documents.wording import how_known, involved_as, known_by, person_is, standing, when
from firsthome.kinds.copy_for_family import CopyForFamily
from firsthome.kinds.entry import Entry, How, Names
from firsthome.kinds.family import PersonOnRecord, Relationship
from firsthome.kinds.handling import OriginatorsAnswer
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.plan_version import CopyHeld, PlanSignOff, PlanVersion
from firsthome.kinds.pregnancy import Pregnancy
from firsthome.kinds.record import Record, Version
from firsthome.kinds.requests import InformationAnswer, InformationRequest
from firsthome.kinds.sharing import Acknowledgement, Redaction, Release, Restrict, Share, Withheld
from firsthome.kinds.subject_answer import SubjectPack, SubjectPackGiven, SubjectReview
from firsthome.kinds.subject_request import SubjectRequest
from firsthome.prompts.prompt import Prompt
from firsthome.reading.contested import beside

TOLD_ELSEWHERE = (PersonOnRecord, Relationship, Involvement, Pregnancy)
"""Kinds that have a section of their own."""
ANSWERING = (SubjectRequest, SubjectReview, SubjectPack, SubjectPackGiven)
"""Kinds about somebody who asks what is held; they never leave those who answer."""
ABOUT_THE_RECORD = (
    Share,
    Withheld,
    Acknowledgement,
    Restrict,
    Release,
    Redaction,
    OriginatorsAnswer,
    InformationRequest,
    InformationAnswer,
    PlanVersion,
    PlanSignOff,
    CopyHeld,
    CopyForFamily,
    *ANSWERING,
)
"""Kinds that say who may read, not what happened."""


def people(record: Record, names: Names) -> Section:
    """Everybody on the record with what they are, and how they are related."""
    latest = {said.person: (statement.current.content, said) for statement, said in record.of(PersonOnRecord)}
    lines = []
    for person, (entry, said) in latest.items():
        words = " ".join(filter(None, [f"{person_is(said)}.", said.note]))
        lines.append(Line(_contested(record, entry, words, names), names.person(person), _told(entry)))
    for statement, tie in record.of(Relationship):
        entry = statement.current.content
        lines.append(
            Line(
                _contested(record, entry, tie.sentence(entry, names), names),
                detail=known_by(record, entry, names),
            )
        )
    return Section("People", tuple(lines), "Nothing recorded here yet about people.")


def _contested(record: Record, entry: Entry, words: str, names: Names) -> str:
    """Some words of an entry, and under them what somebody on the record says about it."""
    return "\n".join([words, *beside(record, record.by_entry[entry.id], names)])


def _told(entry: Entry) -> str:
    """That somebody is the father because somebody said so stays something that was said."""
    return "" if entry.source.how is How.OBSERVED else how_known(entry)


def involved(record: Record, names: Names, ring: Mapping[int, str], today: date) -> Section:
    """Who is involved today, and whom to ring."""
    lines = tuple(
        Line(
            involved_as(said, names),
            names.agency(said.agency),
            f"Ring: {ring.get(said.agency) or 'no number recorded here'}",
        )
        for _, said in record.involvements
        if said.ends is None or said.ends >= today
    )
    return Section(
        "Who is involved, and whom to ring", lines, "Nothing recorded here yet about who is involved."
    )


def happened(record: Record, names: Names) -> Section:
    """What happened and was said, in order, each with its date and how it is known."""
    elsewhere = (*TOLD_ELSEWHERE, *ABOUT_THE_RECORD)
    lines = tuple(
        fact(record, line, names) for line in standing(record) if not isinstance(line.said, elsewhere)
    )
    return Section("What happened", lines, "Nothing recorded here yet about what happened.")


def fact(record: Record, line: Version, names: Names) -> Line:
    """One line of a chronology; what somebody on the record says about it stands with it in every copy."""
    assert line.said, "a line that says nothing does not stand in a chronology"
    entry = line.content
    words = _contested(record, entry, line.said.sentence(entry, names), names)
    return Line(words, when(record, entry), known_by(record, entry, names))


def unknown(prompts: list[Prompt]) -> Section:
    """What nobody has answered yet. That there is no question does not mean that all is known."""
    return Section(
        "Still unknown",
        tuple(Line(prompt.question, detail=prompt.why) for prompt in prompts),
        "Nothing recorded here yet about open questions. That does not mean that everything is known.",
    )
