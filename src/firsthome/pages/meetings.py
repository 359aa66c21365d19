"""Every meeting about a family: before it, who was there, what each agency told, what was decided, and who has read it.

The restricted part stands here for those alone who may read it, marked as never for the parents' copy. Minutes that
are locked are added to. Source: domain facts, 7.12; hazards 8, 16 and 18; safety rule 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.choices import Asked
from firsthome.kinds.meeting import MeetingPart, ParentsCopy, ToldWhen
from firsthome.kinds.planning import Action
from firsthome.kinds.record import Statement
from firsthome.kinds.record_of_truth import place
from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day
from firsthome.pages.chronology import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.notes import Note
from firsthome.procedures.meetings import MeetingSort
from firsthome.reading.meetings import Met, Part, involved_agencies, meetings
from firsthome.reading.shares import Receipt

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """What one agency told, and where it stands."""

    whose: str
    words: str
    not_known: str
    never: bool
    """Whether it is restricted: never in the parents' copy."""
    signed: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class Group:
    """Questions and answers that belong together."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Shown:
    """One meeting as its reader sees it."""

    heading: str
    what_for: str
    groups: list[Group]
    reports: list[Told]
    told: list[Told]
    added: list[Told]
    actions: list[Note]
    locked: bool
    signed: str
    entry: UUID
    tell: str
    """Where an agency writes its report, what it told, or an addition."""
    act: str
    """Where an action is written down as it is agreed."""
    change: str
    circulate: str


@record_page(Permission.READ_RECORD, prints=True)
def meetings_held(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The latest first, and what is still to come before it."""
    shown = [_shown(page, one) for one in meetings(page.record)]
    for one in shown:
        page.looked_at += [one.entry, *(told.entry for told in (*one.reports, *one.told, *one.added))]
    return show(
        request,
        "meetings_held",
        page=page,
        meetings=shown,
        may_add=page.may(Permission.ADD_ENTRY) and not page.paper,
    )


def _shown(page: RecordPage, met: Met) -> Shown:
    content, reference = met.statement.current.content, page.found.reference
    tell = address("add_entry", reference=reference, kind=MeetingPart.kind)
    change = address("correct_entry", reference=reference, entry=met.statement.current.tip.id)
    return Shown(
        heading=f"{met.said.type.rstrip('.')}: {content.happened.say()}",
        what_for=met.sort.what_for if met.sort else "",
        groups=[group for group in _groups(page, met) if group.facts],
        reports=[_told(page, *one) for one in met.told(ToldWhen.REPORT)],
        told=[_told(page, *one) for one in met.told(ToldWhen.THERE)],
        added=[_told(page, *one) for one in met.told(ToldWhen.ADDED)],
        actions=[_action(page, *each) for each in met.actions],
        locked=met.said.locked,
        signed=signature(page, content),
        entry=content.id,
        tell=f"{tell}?{urlencode({'meeting': content.id})}",
        act=f"{address('add_entry', reference=reference, kind=Action.kind)}?{urlencode({'meeting': content.id})}",
        change=f"{change}?mark=update" if page.may(Permission.CORRECT_ENTRY) else "",
        circulate=f"{address('share', reference=reference)}?entry={content.id}"
        if page.may(Permission.SHARE_ENTRIES) and met.said.minutes
        else "",
    )


def _action(page: RecordPage, one: Statement, said: Action) -> Note:
    content = one.current.content
    return Note(said.sentence(content, page.names), "", content.id)


def _groups(page: RecordPage, met: Met) -> Iterator[Group]:
    yield Group("Before it", _said(_before(page, met)))
    yield Group("Who was there", _said(_there(page, met)))
    yield Group("What was said and decided", _said(_decided(met)))
    yield Group(
        "Who has read it", [(who, read) for act in met.circulated for who, read in _read(page, act.receipts)]
    )
    yield Group("Where it is kept", _said([("Record of truth", _record_of_truth(met))]))


def _said(facts: Iterable[tuple[str, str]]) -> Facts:
    return [fact for fact in facts if fact[1].strip()]


def _before(page: RecordPage, met: Met) -> Facts:
    said, names = met.said, page.names
    invited = [*map(names.practitioner, said.practitioners), *map(names.person, said.family_invited)]
    facts = [
        ("Invited", ", ".join(invited)),
        ("Reports by", say_day(said.reports_by) if said.reports_by else ""),
        ("Chair", met.sort.chair if met.sort and met.to_come(page.today) else ""),
    ]
    if met.to_come(page.today):
        facts.append(("No report here yet from", _silent(page, met.told(ToldWhen.REPORT))))
    return facts


def _silent(page: RecordPage, reports: list[Part]) -> str:
    """Agencies from which no report stands here; they may have sent one by another way."""
    told = {said.agency or one.current.content.agency for one, said in reports}
    silent = sorted(map(page.names.agency, involved_agencies(page.record, page.today) - told))
    return f"{'; '.join(silent)}. They may have sent one another way." if silent else ""


def _there(page: RecordPage, met: Met) -> Facts:
    said = met.said
    return [
        ("Agencies", "; ".join(map(page.names.agency, said.agencies_there))),
        ("Names", said.present),
        ("The mother", said.mother.label if said.mother else ""),
        ("The father, or a partner", said.father.label if said.father else ""),
        ("Why apart, kept out or not invited", said.why_apart),
        ("Helped by", said.helped_by),
        ("Those who have to be there", _quorum(page, met)),
        ("Why it went on", said.without_quorum),
    ]


def _quorum(page: RecordPage, met: Met) -> str:
    """Who was missing of those without whom it should not decide; nothing where it is not said who was there."""
    if met.sort is None or not met.sort.quorum or not met.said.agencies_there:
        return ""
    missing = met.not_there(page.names.codes)
    if not missing:
        return f"Were there. {_source(met.sort)}"
    called = {code.replace("-", "_"): agency for agency, code in page.names.codes.items()}
    names = [
        page.names.agency(called[code]) if code in called else code.replace("_", " ") for code in missing
    ]
    return f"Not there: {', '.join(names)}. {_source(met.sort)}"


def _source(sort: MeetingSort) -> str:
    return f"Source: {sort.say_source()}."


def _decided(met: Met) -> Facts:
    said = met.said
    return [
        ("What was said and agreed", said.minutes),
        ("Was every man in the baby’s life talked about?", said.men_covered.label
         if said.men_covered is not Asked.NOT_KNOWN else ""),
        ("What is known of them, and what is not", said.men),
        ("Decided", said.decision),
        ("Child protection plan", ", ".join(one.label for one in said.category)),
        ("Seen differently", said.dissent),
        ("Next meeting", say_day(said.next_date) if said.next_date else ""),
    ]  # fmt: skip


def _record_of_truth(met: Met) -> str:
    """Where it is kept; of what the law asks for, where it is kept as a rule."""
    kept = place(met.said.in_system, met.said.under)
    if kept or met.sort is None or not met.sort.statutory:
        return kept
    return f"As a rule: {met.sort.held_in[:1].lower()}{met.sort.held_in[1:]}. No reference is named here yet."


def _read(page: RecordPage, receipts: Iterable[Receipt]) -> Iterator[tuple[str, str]]:
    """Whoever was sent the minutes, and whether they have said that they read them."""
    for one in receipts:
        who = page.names.agency(one.agency) if one.agency else page.names.practitioner(one.practitioner or 0)
        yield who, f"Read, {say_day(one.read.learned_on())}" if one.read else "Not acknowledged yet"


def _told(page: RecordPage, one: Statement, said: MeetingPart) -> Told:
    content = one.current.content
    return Told(
        said.whose(content, page.names),
        said.words,
        said.not_known,
        said.copy_for_parents is ParentsCopy.NEVER,
        signature(page, content),
        content.id,
    )
