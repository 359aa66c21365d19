"""The days that a picture of a record reaches over: by weeks of pregnancy where these are known, else by months.

Pure. Ordinary days are equally wide; what lies far before or after is pushed together at the edge, so that
a life before the pregnancy is never lost and never squeezes the pregnancy out of sight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from firsthome.kinds.gestation import TERM_DAYS, gestation_on, say_gestation
from firsthome.kinds.pregnancy import LOSSES, Certainty, Result
from firsthome.kinds.record import Record, Statement, first_to_say
from firsthome.kinds.when import Phase, When
from firsthome.kit.dates import Span

LONGEST_PREGNANCY = 42 * 7
SHOWN_AFTER_BIRTH = 4 * 7
MONTHS_ALONE = 2 * 365
"""How many days are drawn in full where neither an expected date nor a birth says what matters."""
REACH_BACK, REACH_ON = 4 * 7, 48 * 7
"""How far an axis stretches for what lies beyond it, before pushing it together."""
OPEN_END = 365
"""What has no first day is drawn from about a year before its last one."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The days drawn, all equally wide from `begins` to `ends`; pushed together from `first` and to `last`."""

    first: date
    begins: date
    ends: date
    last: date
    edd: date | None = None
    """Weeks of pregnancy are counted from it."""
    weeks_begin: date | None = None
    weeks_end: date | None = None
    """The days between which weeks are counted; they end with birth, loss or 42 weeks."""
    expected: date | None = None
    """The expected date as a line to draw; None once the pregnancy was lost."""
    about: bool = False
    """Whether the expected date is less than sure."""
    born: tuple[date, ...] = ()
    """The days of live births, where the day is known."""

    def drawn(self, span: Span, today: date) -> tuple[date, date] | None:
        """The first and the last day to draw of a span, or None where it lies outside.

        An open end goes as far as the axis, yet not past today: nobody said that it is still to come.
        """
        earliest, latest = span
        if earliest and earliest == latest:  # nearly every one
            return (earliest, earliest) if self.first <= earliest <= self.last else None
        first = earliest or min(self.first, latest or self.first)
        last = latest or max(first, min(self.last, today))
        if last < self.first or first > self.last:
            return None
        return max(first, self.first), min(last, self.last)

    def weeks_on(self, day: date) -> str:
        """«22+4» on a day that counts in weeks of pregnancy, else nothing."""
        begin, end = self.weeks_begin, self.weeks_end
        if not self.edd or not begin or not end or not begin <= day <= end:
            return ""
        return say_gestation(gestation_on(day, self.edd))


def days_meant(when: When, record: Record, today: date) -> Span:
    """The days that somebody meant; a part of life («before the pregnancy») becomes the days it covers.

    Without an expected date, a pregnancy is drawn as the forty weeks before the birth. Its words stay as they are.
    """
    span = when.resolved(record.edd)
    if not when.phase or has_days(span):
        return span
    end = record.born_on or record.edd
    if not end:
        return span
    begins = plus(record.edd or end, -TERM_DAYS)
    match when.phase:
        case Phase.BEFORE:
            return Span(None, plus(begins, -1))
        case Phase.DURING:
            return Span(begins, max(begins, min(end, today)))
        case Phase.DURING_OR_AFTER:
            return Span(begins, None)
        case _:
            return Span(record.born_on, None)


def has_days(span: Span) -> bool:
    """Whether anything at all is known about the day."""
    return span.earliest is not None or span.latest is not None


def axis_for(record: Record, today: date, spans: Sequence[Span], period: Span | None) -> Axis:
    """The axis for everything that lies on these spans, or only the chosen period of it."""
    days = _reached(spans)
    first, begins, ends, last = _chosen(period, days) if period else _whole(record, today, days)
    born = tuple(sorted(set(_births(record))))
    longest = plus(record.edd, LONGEST_PREGNANCY - TERM_DAYS) if record.edd else None
    lost = _losses(record)
    return Axis(
        first,
        begins,
        ends,
        last,
        edd=record.edd,
        weeks_begin=plus(record.edd, -TERM_DAYS) if record.edd else None,
        weeks_end=_last_day(record, lost) if lost else min(born, default=longest),
        expected=None if lost else record.edd,
        about=bool(record.pregnancy and record.pregnancy.certainty is not Certainty.SURE),
        born=born,
    )


def plus(day: date, days: int) -> date:
    """So many days later, or the last day that a calendar has."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _whole(record: Record, today: date, days: Collection[date]) -> tuple[date, date, date, date]:
    """The whole record: the pregnancy and some time after it, stretched a little for what lies near."""
    begins, ends = _frame(record, today, days)
    back, on = plus(begins, -REACH_BACK), plus(ends, REACH_ON)
    near = [day for day in (*days, today) if back <= day <= on]
    begins, ends = min([begins, *near]), max([ends, *near])
    return min([begins, *days]), begins, ends, max([ends, *days])


def _frame(record: Record, today: date, days: Collection[date]) -> tuple[date, date]:
    """What an axis shows at the least."""
    born, lost = record.born_on, _last_day(record, _losses(record))
    if record.edd or born:
        begins = plus(record.edd or born or today, -TERM_DAYS)
        longest = plus(begins, LONGEST_PREGNANCY)
        over = lost or (plus(born, SHOWN_AFTER_BIRTH) if born else longest)
        return begins, max(begins, over)
    last = max(days, default=today)
    return max(min(days, default=today), plus(last, -MONTHS_ALONE)), last


def _chosen(period: Span, days: Collection[date]) -> tuple[date, date, date, date]:
    """A chosen period; an end that was left open goes as far as the record does."""
    begins = period.earliest or min(days, default=period.latest or date.min)
    begins = min(begins, period.latest or begins)
    ends = max(begins, period.latest or max(days, default=begins))
    return begins, begins, ends, ends


def _reached(spans: Sequence[Span]) -> set[date]:
    """The days that an axis has to reach for all spans to be drawn whole."""
    days = {day for day in set(chain.from_iterable(spans)) if day}
    return days | {plus(latest, -OPEN_END) for earliest, latest in spans if not earliest and latest}


def _births(record: Record) -> Iterator[date]:
    """The days of live births, where the day is known."""
    for statement, outcome in record.outcomes:
        when = first_to_say(statement, outcome).happened
        if outcome.result is Result.LIVE_BIRTH and when.earliest and when.earliest == when.latest:
            yield when.earliest


def _losses(record: Record) -> list[Statement]:
    """The losses, once no baby of this pregnancy is left as far as anybody said; none while one may be."""
    said = record.pregnancy
    expected = max(len(record.babies), (said and said.babies) or 0, 1)
    lost = [(statement, outcome) for statement, outcome in record.outcomes if outcome.result in LOSSES]
    babies = {outcome.baby or statement.id for statement, outcome in lost}
    alive = any(outcome.result is Result.LIVE_BIRTH for _, outcome in record.outcomes)
    return [statement for statement, _ in lost] if len(babies) >= expected and not alive else []


def _last_day(record: Record, statements: Sequence[Statement]) -> date | None:
    spans = [record.happened(statement.current.content) for statement in statements]
    return max((day for span in spans if (day := span.latest or span.earliest)), default=None)
