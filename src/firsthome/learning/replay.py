"""A published review walked day by day through the real code: what would have been asked, of whom, and how early.

The same entries that the importer makes are folded as each agency could have read them, with the very functions that
decide reach and ask questions. Nothing known only after the harm comes in, and no expected date is worked out from a
birth; what only such a date would raise is said apart. A hit rests on a fact of the case. What is also asked of the
same case stripped to pregnancy, people and birth is standing, and never a hit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from firsthome.access.levels import Level
from firsthome.access.permissions import Role as Job
from firsthome.access.principals import Reader, agency_principal
from firsthome.exchange.review_entries import Telling
from firsthome.exchange.review_file import Fact, Review
from firsthome.exchange.review_story import Story
from firsthome.kinds.entry import Entry
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Outcome, Pregnancy
from firsthome.kinds.record import fold
from firsthome.kinds.sharing import Acknowledgement, Share
from firsthome.kinds.when import Phase
from firsthome.learning.coded import Coded, Finding
from firsthome.learning.themes import Themes
from firsthome.procedures.timings import Timings
from firsthome.prompts.asking import all_questions
from firsthome.prompts.prompt import Prompt
from firsthome.record.reach import reached, reaches

STATED_STEPS = frozenset(
    {"referral", "decision", "assessment", "meeting", "plan", "action", "vulnerability", "involvement"}
)
"""What reviews tell of. Ordinary contacts, conversations and messages are almost never described, so nothing may be
asked about their absence."""
STRIPPED = (Pregnancy.kind, PersonOnRecord.kind, Outcome.kind, Involvement.kind)
NO_FACTS = (*STRIPPED, Share.kind, Acknowledgement.kind)
"""What a review's case is without its facts, and what only carries them."""


class Raise(NamedTuple):
    """A question as it first stood open in front of somebody."""

    asked_by: str
    key: str
    first_on: date
    rests_on: tuple[UUID, ...]


@dataclass(frozen=True)
class Hit:
    """What became of one finding."""

    finding: Finding
    hit: bool
    standing: bool
    needs_a_derived_date: bool
    prompts: tuple[str, ...]
    first_on: date | None
    lead_days: int | None


@dataclass(frozen=True)
class Burden:
    """How much was asked: on the day of each fact, of whoever was asked most, and in all."""

    days: tuple[tuple[date, int, int], ...]
    """The day, the questions open for whoever had most, and those open for anybody."""
    in_all: int
    standing: int
    """Those of them that are asked of the same case without its facts."""


@dataclass(frozen=True)
class Replayed:
    """One review, replayed."""

    coded: Coded
    hits: tuple[Hit, ...]
    burden: Burden


def replay(coded: Coded, timings: Timings, themes: Themes) -> Replayed:
    """One review from its opening to the harm."""
    walk = Walk(coded.review, timings)
    derived = Walk(with_derived_date(coded.review), timings) if not walk.story.days.edd else None
    hits = tuple(_hit(finding, walk, derived, coded, themes) for finding in coded.findings)
    return Replayed(coded, hits, walk.burden)


@dataclass(frozen=True)
class Walk:
    """A review's entries in the order in which they were known, and what is asked as they come in."""

    review: Review
    timings: Timings

    @cached_property
    def story(self) -> Story:
        """What of the review may be told."""
        return Story(self.review)

    @cached_property
    def authors(self) -> dict[str, Reader]:
        """Somebody for each agency, by its code."""
        return {
            code: Reader(number, number, 1, Job.PRACTITIONER)
            for number, code in enumerate(self.story.agencies, start=1)
        }

    @cached_property
    def services(self) -> dict[int, str]:
        """Agency → its code."""
        return {reader.agency: code for code, reader in self.authors.items()}

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry with the day on which it was on the record: never before the record was opened."""
        story, day = self.story, self._opens
        entries = []
        for told in Telling(story, self.authors, 0, date.max).entries():
            day = max(told.entry.learned or day, day)
            entries.append(told.entry._replace(recorded_at=datetime.combine(day, time(12), UTC)))
        return entries

    @property
    def _opens(self) -> date:
        days = self.story.days
        return days.opens or days.harm or date(self.review.source.year, 1, 1)

    @cached_property
    def raised(self) -> dict[str, list[Raise]]:
        """Function → every question of it that stood open, each once, with the day on which it first did."""
        return _by_function(self._walk(self.entries))

    @cached_property
    def standing(self) -> dict[str, date]:
        """Function → the first day on which it asks something of the same case without its facts."""
        stripped = _by_function(self._walk([one for one in self.entries if one.kind in STRIPPED]))
        return {name: min(one.first_on for one in raises) for name, raises in stripped.items()}

    @cached_property
    def burden(self) -> Burden:
        """How much was asked."""
        days = []
        for day, _, entries in self._days(self.entries):
            open_now = [
                {prompt.key for prompt in self._asked(entries, reader) if prompt.applies(day)}
                for reader in readers(entries)
            ]
            days.append((day, max(map(len, open_now), default=0), len(set().union(*open_now))))
        every = [one for raises in self.raised.values() for one in raises]
        return Burden(tuple(days), len(every), sum(self.is_standing(one) for one in every))

    def is_standing(self, one: Raise) -> bool:
        """Whether its function asks of the case without its facts as well, as early."""
        first = self.standing.get(one.asked_by)
        return first is not None and first <= one.first_on

    @cached_property
    def facts(self) -> dict[UUID, Fact]:
        """Entry → the fact of the review that it tells."""
        return {
            self.story.id_of(*key): fact
            for number, fact in self.story.facts
            for key in (
                ("fact", number),
                *(("fact", number, also) for also in ("vulnerability", "decision", "household")),
            )
        }

    def dated(self, one: Raise) -> bool:
        """Whether a day can be counted from: a fact with a date, or one that was there when the record opened."""
        return any(self._has_a_day(self.facts[entry]) for entry in one.rests_on if entry in self.facts)

    def _has_a_day(self, fact: Fact) -> bool:
        days = self.story.days
        stated = fact.on or (fact.week and days.edd) or (fact.baby_day is not None and days.born)
        return bool(stated and not fact.placeholder) or fact.when is Phase.BEFORE

    # --- walking ------------------------------------------------------------------------------------------------------

    def _walk(self, entries: Sequence[Entry]) -> Iterator[Raise]:
        for day, until, so_far in self._days(entries):
            for reader in readers(so_far):
                for prompt in self._asked(so_far, reader):
                    first_on = max(prompt.applies_from, day)
                    if first_on <= until and prompt.applies(first_on):
                        yield Raise(prompt.asked_by, prompt.key, first_on, prompt.rests_on)

    def _days(self, entries: Sequence[Entry]) -> list[tuple[date, date, list[Entry]]]:
        """Each day on which something became known, the last day before the next, and all that was known by then."""
        found: list[tuple[date, list[Entry]]] = []
        so_far: list[Entry] = []
        for day, group in groupby(entries, key=_day):
            so_far = [*so_far, *group]
            found.append((day, so_far))
        ends = [date.fromordinal(day.toordinal() - 1) for day, _ in found[1:]]
        last = found[-1][0] if found else date.max
        return [
            (day, end, known)
            for (day, known), end in zip(found, [*ends, self.story.days.harm or last], strict=True)
        ]

    def _asked(self, entries: list[Entry], agency: int) -> list[Prompt]:
        """What is asked of whoever reads the record for an agency; worked out once for those who read the same."""
        seen = visible(entries, agency)
        key = tuple(one.id for one in seen)
        if key not in self._known:
            self._known[key] = list(all_questions(fold(seen), self._declared, self.services))
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[UUID, ...], list[Prompt]]:
        return {}

    @cached_property
    def _declared(self) -> Timings:
        return self.timings.where(dict.fromkeys(self.services.values(), STATED_STEPS))


def readers(entries: list[Entry]) -> list[int]:
    """The agencies that are involved by then."""
    return list(dict.fromkeys(one.said.agency for one in entries if isinstance(one.said, Involvement)))


def visible(entries: list[Entry], agency: int) -> list[Entry]:
    """What an agency with full access may read, by the very rules of the ledger."""
    reach = reaches(entries)
    return [one for one in entries if reached(reach[one.root()], [agency_principal(agency)], Level.FULL)]


def with_derived_date(review: Review) -> Review:
    """The same review as if its expected date could be worked out from the birth: for what is said apart only."""
    stated = review.pregnancy
    guessed = stated.expected_date or stated.born_on
    return review.model_copy(
        update={
            "pregnancy": stated.model_copy(update={"expected_date": guessed, "expected_date_derived": ""})
        }
    )


def _day(entry: Entry) -> date:
    assert entry.recorded_at, "every entry of a walk has the day on which it was on the record"
    return entry.recorded_at.date()


def _by_function(raises: Iterator[Raise]) -> dict[str, list[Raise]]:
    """The first time for each question, in the order of their days."""
    first: dict[str, Raise] = {}
    for one in raises:
        if one.key not in first or one.first_on < first[one.key].first_on:
            first[one.key] = one
    found: dict[str, list[Raise]] = {}
    for one in sorted(first.values(), key=lambda one: one.first_on):
        found.setdefault(one.asked_by, []).append(one)
    return found


def _hit(finding: Finding, walk: Walk, derived: Walk | None, coded: Coded, themes: Themes) -> Hit:
    wanted = themes.prompts_of(finding.theme)
    raises, standing = _resting(walk, wanted)
    apart = bool(derived and not raises and _resting(derived, wanted)[0])
    first = min((one.first_on for one in raises), default=None)
    dated = min((one.first_on for one in raises if walk.dated(one)), default=None)
    harm = walk.story.days.harm
    lead = (harm - dated).days if harm and dated and coded.lead_time_usable else None
    return Hit(
        finding,
        hit=bool(raises),
        standing=bool(standing) and not raises,
        needs_a_derived_date=apart,
        prompts=tuple(dict.fromkeys(one.asked_by for one in raises)),
        first_on=dated or first,
        lead_days=lead,
    )


def _resting(walk: Walk, wanted: Sequence[str]) -> tuple[list[Raise], list[Raise]]:
    """The questions of some functions that rest on a fact of the case; and those that are standing."""
    facts = {one.id for one in walk.entries if one.kind not in NO_FACTS}
    asked = [one for name in wanted for one in walk.raised.get(name, ())]
    standing = [one for one in asked if walk.is_standing(one) or not facts & set(one.rests_on)]
    return [one for one in asked if one not in standing], standing
