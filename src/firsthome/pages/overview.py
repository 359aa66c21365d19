"""The one screen in words: the baby first, then what may be affecting it, what to ask, whom to ring, what is next.

Everything is worked out in `reading` and `prompts` from what the reader may see; here it only gets its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from markupsafe import Markup

from firsthome.kinds.entry import ended
from firsthome.kinds.family import Role
from firsthome.kinds.gestation import gestation_on, say_gestation
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.opening import Opening
from firsthome.kinds.record import Statement
from firsthome.kit.dates import say_day
from firsthome.pages.baby import BabyToday, baby_today
from firsthome.pages.chronology import LATEST_GESTATION
from firsthome.pages.gate import RecordPage
from firsthome.pages.notes import Note
from firsthome.pages.pictures.strip import strip
from firsthome.pages.pictures.svg import cut, drawn
from firsthome.pages.questions import AT_FIRST, Question, drawn_questions, open_questions
from firsthome.pages.unknown import Unknown, unknown
from firsthome.pages.worries import Worries, worries_later, worries_now
from firsthome.reading import overview as reading
from firsthome.reading.babies import State, about_lost, babies, only_losses
from firsthome.reading.identity import known_of
from firsthome.reading.offers import engagement, offers_of, say_engagement

LENGTH = 280
"""Longer accounts are cut here; the entry has all of it."""

SPELLS = ((730, 365, "years"), (60, 30, "months"), (14, 7, "weeks"), (2, 1, "days"))
"""From how many days on a stretch of time is said in this unit, and how many days that is."""


@dataclass(frozen=True, slots=True)
class Involved:
    """One agency with its practitioners, and whom to ring."""

    agency: int
    who: str
    details: str
    ring: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A service, and when it last saw her as far as is recorded here."""

    who: str
    when: str
    entry: UUID | None


class Somebody(NamedTuple):
    """One person of the record: what they are to the pregnancy, and what is known of who they are."""

    name: str
    role: str
    known: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the one screen, in the order in which it stands there."""

    heading: str
    baby: BabyToday
    lost: bool
    now: Worries
    later: Worries
    strengths: list[Note]
    unknown: list[Unknown]
    questions: list[Question]
    more_questions: bool
    dates: list[Note]
    seen: list[Seen]
    strip: Markup
    engagement: str
    involved: list[Involved]
    people: list[Somebody]
    opened: list[Note]


def overview(page: RecordPage) -> Overview:
    """The one screen, from what this page's reader may see."""
    record, today = page.record, page.today
    facts = engagement(offers_of(record, today), today)
    asked = open_questions(page)
    lost = only_losses(record)
    return Overview(
        heading=heading(page),
        baby=baby_today(page),
        lost=lost,
        now=worries_now(page),
        later=worries_later(page),
        strengths=[_told(page, one) for one in reading.strengths(record)],
        unknown=unknown(page),
        questions=drawn_questions(page, asked[:AT_FIRST]),
        more_questions=len(asked) > AT_FIRST,
        dates=[
            _planned(page, one)
            for one in reading.planned(record, today)
            if lost or not about_lost(record, one.statement.current.content)
        ],
        seen=list(_seen(page)),
        strip=drawn(strip(facts)),
        engagement=say_engagement(facts),
        involved=involved(page),
        people=people(page),
        opened=[
            Note(_signed(page, one), said.sentence(one.current.content, page.names), one.current.tip.id)
            for one, said in record.of(Opening)
        ],
    )


def heading(page: RecordPage) -> str:
    """«Baby of Leila Mistry», whether born or not."""
    mother, every = page.record.mother, babies(page.record)
    baby = "Unborn baby" if all(one.state is State.EXPECTED for one in every) else "Baby"
    baby = baby.replace("aby", "abies") if len(every) > 1 else baby
    return f"{baby} of {page.names.person(mother)}" if mother else baby


# --- what may be affecting the baby, what helps, what is not known ----------------------------------------------------


def _told(page: RecordPage, one: reading.Told) -> Note:
    return Note(_signed(page, one.statement), cut(one.words, LENGTH), one.statement.current.tip.id)


# --- dates ------------------------------------------------------------------------------------------------------------


def _planned(page: RecordPage, one: reading.Planned) -> Note:
    """«3 May 2025, in 4 days», or plainly that the day has passed."""
    past = one.day < page.today
    head = f"Was due on {say_day(one.day)}" if past else f"{say_day(one.day)}, {_away(one.day, page.today)}"
    line = one.statement.current
    return Note(head, f"{ended(cut(one.what, LENGTH))} {page.names.agency(line.content.agency)}", line.tip.id)


def _seen(page: RecordPage) -> Iterator[Seen]:
    """Services by the day they last saw her, then those involved of whom nothing is recorded here."""
    known = reading.last_seen(page.record)
    for one in known:
        when = f"{say_day(one.day)}{_weeks(page, one.day)}, {_away(one.day, page.today)}"
        yield Seen(page.names.agency(one.agency), when, one.statement.current.tip.id)
    told = {one.agency for one in known}
    for agency in dict.fromkeys(said.agency for _, said in reading.involved(page.record, page.today)):
        if agency not in told:
            yield Seen(page.names.agency(agency), "nothing recorded here yet", None)


def _weeks(page: RecordPage, day: date) -> str:
    """« at 22+4», while she was pregnant."""
    edd, born = page.record.edd, page.record.born_on
    days = gestation_on(day, edd) if edd else -1
    return f" at {say_gestation(days)}" if 0 <= days <= LATEST_GESTATION and not (born and day > born) else ""


def _away(day: date, today: date) -> str:
    """How far a day is from today, roughly where it is far."""
    days = abs((day - today).days)
    if days < 2:
        return "today" if not days else "tomorrow" if day > today else "yesterday"
    size, unit = next(one[1:] for one in SPELLS if days >= one[0])
    much = f"{days // size} {unit}"
    return f"in {much}" if day > today else f"{much} ago"


# --- who is who -------------------------------------------------------------------------------------------------------


def people(page: RecordPage) -> list[Somebody]:
    """Everybody on the record with what they are to the pregnancy, the mother and the babies first."""
    order = list(Role)
    known = sorted(page.record.people.items(), key=lambda one: order.index(one[1].role))
    return [
        Somebody(
            page.names.person(person),
            ", ".join(filter(None, [said.role_words or said.role.label, said.age])),
            "; ".join(known_of(page.record, person)),
        )
        for person, said in known
    ]


def involved(page: RecordPage) -> list[Involved]:
    """Each agency once, with its practitioners and whom to ring: the lead professional's first, ended ones last."""
    parts: dict[tuple[bool, int], list[Involvement]] = {}
    for _, said in page.record.involvements:
        over = said.ends is not None and said.ends < page.today
        parts.setdefault((over, said.agency), []).append(said)
    found = [
        (over, not any(said.lead for said in group), _agency(page, agency, group, over=over))
        for (over, agency), group in parts.items()
    ]
    return [one for _, _, one in sorted(found, key=lambda row: (*row[:2], row[2].who))]


def _agency(page: RecordPage, agency: int, group: list[Involvement], *, over: bool) -> Involved:
    details = dict.fromkeys(filter(None, (_part(page, said, over=over) for said in group)))
    return Involved(
        agency, page.names.agency(agency), "; ".join(details), page.names.ring.get(agency, ""), over
    )


def _part(page: RecordPage, said: Involvement, *, over: bool) -> str:
    """«Ada Hope, lead professional, named midwife, until 3 May 2025»."""
    details: Iterable[str] = [
        page.names.practitioner(said.practitioner) if said.practitioner else "",
        "lead professional" if said.lead else "",
        said.role,
        f"{'ended' if over else 'until'} {say_day(said.ends)}" if said.ends else "",
    ]
    return ", ".join(filter(None, details))


def _signed(page: RecordPage, statement: Statement) -> str:
    content = statement.current.content
    return f"{page.names.agency(content.agency)}, {content.happened.say()}"
