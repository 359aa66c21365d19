"""The sections of a referral draft: whose referral this is, what is known, what is not, and what a person fills in.

Pure. What a referral form asks at the least comes from the domain facts, section 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from firsthome.exchange.documents import parts
from firsthome.exchange.documents.passing_on import part
from firsthome.exchange.documents.sections import Line, Section
from firsthome.exchange.documents.wording import (
    baby_called,
    expected,
    gestation_today,
    how_sure,
    known_by,
    standing,
    when,
)
from firsthome.kinds.choices import Asked
from firsthome.kinds.entry import Names, ended
from firsthome.kinds.family import Role
from firsthome.kinds.opening import Opening
from firsthome.kinds.record import Record
from firsthome.kinds.referral import Referral
from firsthome.kinds.vulnerability import Vulnerability
from firsthome.kit.dates import say_day
from firsthome.prompts.prompt import Prompt
from firsthome.reading.contested import beside
from firsthome.reading.safe_contact import NOTHING_RECORDED, SAY, safe_contact


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
    safe_ways: str
    """How to reach her safely: it always goes in, whatever else was chosen."""
    ring: Mapping[int, str] = field(default_factory=dict)


def referral_sections(draft: Draft) -> list[Section]:
    """All sections, in the order in which whoever receives it needs them."""
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
        ("Safe ways and times to reach her", draft.safe_ways),
        ("Where she is staying, if safe to write", ""),
        ("Language, and interpreter", ""),
        ("Ethnicity and religion, in her words", ""),
        ("What she needs in order to take part", ""),
    )


def safe_ways(record: Record) -> str:
    """How to reach her safely; where nothing is recorded that may be sent, a person fills it in."""
    safe = safe_contact(record, record.mother)
    words = "" if safe.words == NOTHING_RECORDED else safe.words.removeprefix(SAY)
    return words[:1].upper() + words[1:]


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
        if isinstance(said, Vulnerability) and said.possible:
            words = [
                said.sentence(entry, draft.names),
                f"Is the baby affected now? {said.affected_now.label}. {said.affected_how}".strip(),
                f"After birth: {said.later}" if said.later else "",
                f"What helps: {said.protective}" if said.protective else "",
                f"What comes next: {said.next_step}" if said.next_step else "",
                *beside(draft.record, draft.record.by_entry[entry.id], draft.names),
            ]
            known = known_by(draft.record, entry, draft.names)
            lines.append(Line("\n".join(filter(None, words)), when(draft.record, entry), known))
    return Section(
        "What may be affecting the baby now",
        tuple(lines),
        "Nothing recorded here yet about what may be affecting the baby now.",
    )


def _known(draft: Draft) -> Section:
    """What else is known. What has a place of its own is not said twice."""
    own_place = {one.id for one, said in draft.record.of(Vulnerability) if said.possible}
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
    decided = f"Decided by {opening.told_decided_by}." if opening.told_decided_by else ""
    return " ".join(filter(None, [f"{opening.told.label}.", ended(opening.told_why), decided, review]))
