"""What can be chosen in a form about one record: its people, its entries, and who works in the partnership."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from uuid import UUID

from pydantic import BaseModel

from firsthome.access.directory import Colleague, Directory, directory, leads
from firsthome.kinds.change import Change, Step
from firsthome.kinds.choices import Asked
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.entry import Said
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.opening import Opening
from firsthome.kinds.planning import Meeting
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.referral import Decision
from firsthome.kinds.vulnerability import Vulnerability, offered_topics
from firsthome.kit.form_fields import Option
from firsthome.kit.forms import named_by
from firsthome.kit.list_fields import Later
from firsthome.pages.gate import RecordPage
from firsthome.pages.inviting import invited_options
from firsthome.pages.level_names import levels_offered
from firsthome.procedures.guides import guides
from firsthome.procedures.messages import messages
from firsthome.procedures.question_sets import contribution_sets
from firsthome.procedures.timetable import timetable
from firsthome.record.approved import in_force
from firsthome.record.names import people_on

CITED = {
    "entry": (),
    **{kind: (kind,) for kind in ("plan", "referral", "decision", "goal", "meeting", "plan_version")},
    "copy_of": ("birth_plan", "plan_version", "discharge_plan"),
}
"""What entries rest on, by what a field names, each with its kinds: all of them, one, or what teams hold copies of."""
OFFERED = 40
"""So many entries are offered for citing, latest first; more would be a page of its own."""
_LONGEST = 120
ALONE = (Asked.YES, Asked.NO, Asked.NOT_KNOWN)
"""Whoever talked with somebody knows whether they were alone, and need not have asked."""


def choices_for(
    page: RecordPage,
    models: Collection[type[BaseModel]],
    chosen: Collection[str] = (),
    before: Said | None = None,
) -> dict[str, Sequence[Option]]:
    """Options by what a field refers to. Entries that were `chosen`, and what was said `before`, stay on offer.

    A field that is named «baby» offers only babies, and the mother is nobody's father. What is on a list is read only
    where somebody chose from it or is shown it: a form that is sent is mostly kept without.
    """
    named = getattr(before, "practitioner", None)
    wanted = frozenset[str]().union(*map(named_by, models))

    @cache
    def found() -> Directory:
        return directory(page.reader.partnership, with_colleagues="practitioner" in wanted)

    def family() -> Record:
        """Who is on it; of the whole record where what it holds is offered beside them."""
        return page.record if "entry" in wanted else page.family

    def people() -> dict[str, UUID]:
        """Who can be chosen; where that is everybody, an index knows them without what is said of them."""
        there = _people(family(), models) if _not_all(models) else people_on(page.found.id)
        return {str(person): person for person in there}

    choices: dict[str, Sequence[Option]] = {"entry": [], "plan": [], **_of_one_kind(page, models, before)}
    if Meeting in models:
        choices |= invited_options(page, found(), before if isinstance(before, Meeting) else None)
    if isinstance(before, Change):
        choices["step"] = [Option(step.value, step.label, step, before.anchor(step)) for step in Step]
    lists: dict[str, Callable[[], list[Option]]] = {
        "baby": lambda: _named(page, family().babies),
        "agency": lambda: [Option(str(agency), name, agency) for agency, name, _ in found().agencies],
        "practitioner": lambda: _practitioners(page, found(), named),
        "lead": lambda: [_colleague(one) for one in leads(page.reader.partnership)],
        "guide": lambda: [Option(key, guide.title, key) for key, guide in guides().items()],
        "milestone": lambda: [
            Option(key, one.what, key) for key, one in timetable().latest.milestones.items()
        ],
        "council": lambda: [Option(key, name, key) for key, name in timetable().latest.councils.items()],
        "challenge_stage": lambda: _stages(page),
        "meeting_type": lambda: _sorts_of_meeting(page, before),
        "question_set": lambda: [Option(key, one.title, key) for key, one in contribution_sets().items()],
        "message_topic": lambda: [Option(key, topic.title, key) for key, topic in messages().items()],
    }
    if "entry" in wanted:
        lists |= {kind: partial(_entries, page, chosen, *kinds) for kind, kinds in CITED.items()}
    choices["person"] = Later(lambda: _named(page, _people(family(), models)), people)
    return choices | {name: Later(look_up) for name, look_up in lists.items()}


def _not_all(models: Collection[type[BaseModel]]) -> bool:
    """Whether somebody on the record cannot be chosen."""
    return FatherOrPartner in models or any(getattr(model, "about_whom", "") for model in models)


def _people(family: Record, models: Collection[type[BaseModel]]) -> list[UUID]:
    left_out = family.babies if any(getattr(model, "about_whom", "") for model in models) else []
    mother = family.mother if FatherOrPartner in models else None
    return [person for person in family.people if person not in left_out and person != mother]


def _named(page: RecordPage, people: Iterable[UUID]) -> list[Option]:
    return [Option(str(person), page.family_names.person(person), person) for person in people]


def _stages(page: RecordPage) -> list[Option]:
    stages = in_force(page.reader, "challenge", page.today)
    return [Option(key, stage.title, key, stage.between) for key, stage in stages.items()]


def _of_one_kind(
    page: RecordPage, models: Collection[type[BaseModel]], before: Said | None
) -> dict[str, list[Option]]:
    """Answers that only one kind of entry takes."""
    choices: dict[str, list[Option]] = {}
    if Decision in models or Opening in models:
        choices["level"] = levels_offered(page.reader, page.today)
    if Vulnerability in models:
        choices["topic"] = _topics(before)
    if Event in models:
        choices["type"] = _sorts_of_event(before)
    if Conversation in models:
        choices["seen_alone"] = [Option(one.value, one.label, one) for one in ALONE]
    return choices


def _topics(before: Said | None) -> list[Option]:
    """What a vulnerability can be about here; a topic that is no longer offered stays where it was chosen."""
    offered = offered_topics()
    if isinstance(before, Vulnerability) and before.topic not in offered:
        offered.append(before.topic)
    return [Option(topic.value, topic.label, topic) for topic in offered]


def _sorts_of_meeting(page: RecordPage, before: Said | None) -> list[Option]:
    """What the partnership calls its meetings today; whatever an older one was called stays on offer for it."""
    sorts = in_force(page.reader, "meetings", page.today)
    offered = [Option(one.title, one.title, one.title, one.what_for) for one in sorts.values()]
    if isinstance(before, Meeting) and all(one.value != before.type for one in offered):
        offered.append(Option(before.type, before.type, before.type))
    return offered


def _sorts_of_event(before: Said | None) -> list[Option]:
    """What was told by somebody near the family has a form of its own now; where it was chosen before, it stays."""
    told_before = isinstance(before, Event) and before.type is EventType.CONCERN
    offered = [sort for sort in EventType if sort is not EventType.CONCERN or told_before]
    return [Option(sort.value, sort.label, sort) for sort in offered]


def _practitioners(page: RecordPage, found: Directory, named: int | None) -> list[Option]:
    """Who works here today; and whoever is named already, so that changing something else does not leave them out."""
    options = [_colleague(one) for one in found.colleagues]
    if named and all(one.practitioner != named for one in found.colleagues):
        options.append(Option(str(named), f"{page.names.practitioner(named)}, not working here now", named))
    return options


def _colleague(one: Colleague) -> Option:
    return Option(str(one.practitioner), f"{one.name}, {one.agency}", one.practitioner)


def _entries(page: RecordPage, chosen: Collection[str], *kinds: str) -> list[Option]:
    """What was chosen stands first, so that it is seen; then the latest."""
    standing = [statement for statement in page.record.statements if statement.current.said]
    of_kind = [statement for statement in reversed(standing) if not kinds or statement.kind in kinds]
    options = [_entry(page, statement) for statement in of_kind]
    offered = [option for place, option in enumerate(options) if place < OFFERED or option.value in chosen]
    return sorted(offered, key=lambda option: option.value not in chosen)


def _entry(page: RecordPage, statement: Statement) -> Option:
    entry = statement.current.content
    return Option(str(entry.id), short_words(page, entry.id), entry.id)


def short_words(page: RecordPage, entry: UUID) -> str:
    """An entry in one short line: when, and how it begins."""
    statement = page.record.by_entry.get(entry)
    if statement is None or statement.withdrawn:
        return "An entry that was taken back"
    if statement.current.said is None:
        return "An entry of which the words were removed by order"
    content = statement.current.content
    mark = f"{page.contested[entry]}. " if entry in page.contested else ""
    said = " ".join(statement.current.said.sentence(content, page.names).split())
    return f"{mark}{content.happened.say()}: {said[:_LONGEST]}{'…' if len(said) > _LONGEST else ''}"


def title_of(key: str, to: str) -> str:
    """What the procedure calls one of its guides or messages today; the key in words where it is not kept any more."""
    named = guides() if to == "guide" else messages()
    return named[key].title if key in named else key.replace("_", " ").capitalize()
