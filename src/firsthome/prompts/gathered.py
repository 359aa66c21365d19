"""The entries of one record gathered by kind, and when each counts: what every question is made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from firsthome.kinds.entry import Entry, Said
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.pregnancy import Pregnancy, Result
from firsthome.kinds.record import Record, S, Statement
from firsthome.kinds.when import Phase
from firsthome.kit.dates import days_after
from firsthome.procedures.timings import Timing, Timings
from firsthome.reading.babies import lost_babies
from firsthome.reading.expected import deadline

KNOWN_FROM = 4
"""In weeks: a test is positive from about then on."""


@dataclass(frozen=True)
class Gathered:
    """One record as its reader sees it, and what the services around it have declared to record here."""

    record: Record
    timings: Timings
    services: Mapping[int, str] = field(default_factory=dict)
    """Agency → its short code, which says what sort of service it is."""

    def known(self, statement: Statement) -> date:
        """The day on which whoever had the last word on it knew."""
        return statement.current.content.learned_on()

    def happened_by(self, entry: Entry) -> date:
        """The last day on which it can have happened, and never later than the agency knew of it."""
        span = self.record.happened(entry)
        return min(span.latest or span.earliest or entry.learned_on(), entry.learned_on())

    def week(self, week: int | None) -> date | None:
        """The first day on which the pregnancy may be so many weeks old; None while no date is known."""
        return deadline(self.record, week * 7) if week is not None else None

    @cached_property
    def began(self) -> date | None:
        """The first day on which the pregnancy may have begun, counted as weeks are."""
        return self.week(0)

    def from_week(self, rule: Timing, known: date, week: int | None = None) -> date:
        """When a question timed in weeks begins: never before its facts.

        Without an expected date, some days after them, or once the pregnancy surely is that far, if that is sooner.
        """
        week = rule.from_week if week is None else week
        starts = self.week(week)
        if starts is not None:
            return max(starts, rule.after(known))
        waits, surely = days_after(known, rule.without_date_from_days or 0), self.surely(week)
        return min(waits, max(surely, rule.after(known))) if surely else waits

    def surely(self, week: int | None) -> date | None:
        """The day on which the pregnancy surely is so many weeks old: nobody knows of one before its fourth week."""
        said = [one.entries[0].learned_on() for one in self.record.of_kind(Pregnancy)]
        return days_after(min(said), 7 * (week - KNOWN_FROM)) if said and week is not None else None

    @property
    def born(self) -> bool:
        """Whether a live birth is recorded, its day known or not."""
        return bool(self.births)

    @cached_property
    def births(self) -> list[Statement]:
        """The live births."""
        return [one for one, said in self.record.outcomes if said.result is Result.LIVE_BIRTH]

    @cached_property
    def birth_known(self) -> date:
        """The day on which the first birth was known here; the last day there is while none is."""
        return min((self.known(one) for one in self.births), default=date.max)

    def of_this_pregnancy(self, statement: Statement) -> bool:
        """Whether it is about this pregnancy, and not said to have been before it."""
        content = statement.current.content
        if content.happened.phase is Phase.BEFORE:
            return False
        latest, began = self.record.happened(content).latest, self.began
        return not (latest and began and latest < began)

    def of(self, model: type[S]) -> list[tuple[Statement, S]]:
        """The statements of one kind that are not about a lost baby alone."""
        if model not in self._gathered:
            found = list(self.record.of(model))
            self._gathered[model] = (
                [one for one in found if not self._about_lost(one[0])] if self._lost else found
            )
        return self._gathered[model]

    def of_kinds(self, *models: type[Said]) -> list[Statement]:
        """What stands of some kinds, in the order in which it was first said, but what is about a lost baby alone."""
        kinds = {model.kind for model in models}
        found = [one for one in self.record.statements if one.kind in kinds]
        return [one for one in found if one.current.said and not self._about_lost(one)]

    @cached_property
    def statements(self) -> list[Statement]:
        """Everything that stands, but what is about a lost baby alone."""
        return [one for one in self.record.statements if one.current.said and not self._about_lost(one)]

    @cached_property
    def _gathered(self) -> dict[type[Said], list[Any]]:
        return {}

    @cached_property
    def _lost(self) -> set[UUID]:
        return lost_babies(self.record)

    def _about_lost(self, one: Statement) -> bool:
        about = one.current.content.about
        return bool(about and self._lost) and set(about) <= self._lost

    def events(self, *types: EventType) -> list[Statement]:
        """Events of some sorts."""
        return [one for one, said in self.of(Event) if said.type in types]

    def since(self, model: type[Said], day: date, *, after: bool = False) -> list[tuple[Statement, Said]]:
        """The statements of a kind that became known on or after a day; or only after it."""
        return [one for one in self.of(model) if (k := self.known(one[0])) > day or (k == day and not after)]
