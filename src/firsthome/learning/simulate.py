"""How much would be asked of records that are well kept: invented pregnancies in three settings, counted.

A question counts once, when it first stands open in a record. Nobody answers one: what good care records anyway either
answers it or it does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from firsthome.kinds.entry import Entry
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.planning import Action, Meeting, Plan
from firsthome.kinds.record import fold
from firsthome.kinds.referral import Decision, Referral
from firsthome.learning.care import ordinary, vulnerable
from firsthome.learning.pregnancies import AGENCY, WATCHED_AFTER_BIRTH, Diary
from firsthome.procedures.timings import Timings
from firsthome.prompts.asking import all_questions

MONTH = 365.25 / 12
HELD_ELSEWHERE = 0.60
STEPS = (Referral.kind, Decision.kind, Meeting.kind, Plan.kind, Action.kind)
STEPS_DECLARED = frozenset({*STEPS, "assessment", "contact"})
ASSESSMENTS = (EventType.ASSESSMENT_STARTED, EventType.ASSESSMENT_COMPLETED)
SERVICES = {number: code for code, number in AGENCY.items()}


@dataclass(frozen=True)
class Setting:
    """One way in which records are kept, and how many questions a record may bear in a month."""

    name: str
    bar: float
    make: Callable[[int], Diary]
    elsewhere: bool = False
    """Whether 60 of 100 contacts and all statutory steps are kept in other systems, as the agencies declared."""


SETTINGS = (
    Setting("ordinary, with good care", 1, ordinary),
    Setting("vulnerable, and well handled", 2, vulnerable),
    Setting(
        "the same, with 60 of 100 contacts and all statutory steps in other systems",
        2,
        vulnerable,
        elsewhere=True,
    ),
)


@dataclass(frozen=True)
class Asked:
    """What was asked in one setting."""

    setting: Setting
    records: int
    months: float
    by_function: Counter[str]
    most: int
    """The most that one record was asked in all."""

    @property
    def a_month(self) -> float:
        """Questions for each record and month."""
        return sum(self.by_function.values()) / self.months


def simulate(number: int, timings: Timings) -> list[Asked]:
    """So many pregnancies in each of the three settings."""
    return [_ask(setting, number, timings) for setting in SETTINGS]


def _ask(setting: Setting, number: int, timings: Timings) -> Asked:
    declared = _declared(timings, setting)
    counts: Counter[str] = Counter()
    months, most = 0.0, 0
    for which in range(number):
        diary = setting.make(which)
        entries = kept_here(diary) if setting.elsewhere else diary.in_order()
        keys = set(first_open(entries, diary, declared))
        counts.update(key.partition(":")[0] for key in keys)
        most = max(most, len(keys))
        months += _days(diary) / MONTH
    return Asked(setting, number, months, counts, most)


def first_open(entries: list[Entry], diary: Diary, timings: Timings) -> Iterator[str]:
    """The key of every question that stands open on some day while the record is watched."""
    groups = [(day, list(group)) for day, group in groupby(entries, key=Entry.learned_on)]
    end = diary.lost_on or diary.born + timedelta(days=WATCHED_AFTER_BIRTH)
    ends = [day - timedelta(days=1) for day, _ in groups[1:]] + [end]
    so_far: list[Entry] = []
    for (day, group), until in zip(groups, ends, strict=True):
        so_far += group
        for prompt in all_questions(fold(so_far), timings, SERVICES):
            first = max(prompt.applies_from, day)
            if first <= until and prompt.applies(first):
                yield prompt.key


def kept_here(diary: Diary) -> list[Entry]:
    """The same pregnancy where most contacts and all statutory steps are kept elsewhere."""
    gone = {
        one.root()
        for one in diary.in_order()
        if one.kind in STEPS
        or _assessment(one)
        or (one.kind == "contact" and diary.chance.random() < HELD_ELSEWHERE)
    }
    there = [one for one in diary.in_order() if one.root() not in gone]
    ids = {one.id for one in there}
    return [one for one in there if one.said is None or set(one.said.cited()) <= ids]


def _assessment(entry: Entry) -> bool:
    return isinstance(entry.said, Event) and entry.said.type in ASSESSMENTS


def _declared(timings: Timings, setting: Setting) -> Timings:
    """What the agencies declared: where it is kept elsewhere, they do not say that they record it here."""
    if not setting.elsewhere:
        return timings
    return timings.where({code: kinds - STEPS_DECLARED for code, kinds in timings.recorded_here.items()})


def _days(diary: Diary) -> int:
    end = diary.lost_on or diary.born + timedelta(days=WATCHED_AFTER_BIRTH)
    return (end - diary.booked).days
