"""The fold: the entries that a reader may see, become a Record.

Pure: the same entries always give the same Record. Everything that a page, a prompt or a picture says is a
function of a Record, and nothing derived is ever typed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from firsthome.kinds.entry import SETTLING, Entry, Mark, Said
from firsthome.kinds.family import PersonOnRecord, Relationship, Role
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.pregnancy import Outcome, Pregnancy, Result
from firsthome.kinds.when import Phase, Precision
from firsthome.kit.dates import Span

S = TypeVar("S", bound=Said)

_GESTATION = Precision.GESTATION


class Version(NamedTuple):
    """What one line of a statement says now: its content, and the entry that had the last word on it.

    `content` is the entry whose words stand, `tip` is what a next correction has to replace.
    """

    content: Entry
    tip: Entry
    withdrawn: Entry | None
    """The mark that took it back (recorded in error, misfiled), if it is taken back."""

    @property
    def said(self) -> Said | None:
        """What stands, or None when it was taken back or removed by order."""
        return None if self.withdrawn else self.content.said


class Statement(NamedTuple):
    """One thing that was said, with everything that was later said about it.

    Updates do not replace: the first line and every update stand, each from its own date.
    """

    id: UUID
    """The id of its very first entry."""
    kind: str
    """All versions of a statement are of one kind."""
    entries: tuple[Entry, ...]
    lines: tuple[Version, ...]
    standing: tuple[Version, ...]
    """The lines that were not taken back, in the order in which they hold."""
    current: Version
    """The line that holds last; of a withdrawn statement, the one that was taken back last."""

    @property
    def withdrawn(self) -> bool:
        """Nothing of it stands."""
        return not self.standing

    @property
    def detached(self) -> bool:
        """Whether it was taken back with somebody who was named in error, and not by a mark of its own."""
        return any(line.withdrawn and line.withdrawn.root() != self.id for line in self.lines)

    def agencies(self) -> set[int]:
        """The agencies that said any version of it."""
        return {entry.agency for entry in self.entries}


@dataclass(frozen=True)
class Record:
    """Everything a reader may know of one pregnancy, folded from the entries that reached that reader."""

    statements: tuple[Statement, ...] = ()
    by_entry: dict[UUID, Statement] = field(default_factory=dict, repr=False)
    quiet: frozenset[str] = frozenset()
    """The questions that nobody is asked here any more, whether or not this reader may know why."""
    _now: dict[type[Said], list[Any]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What stands now, of each kind that was asked for."""

    def of(self, model: type[S]) -> Iterator[tuple[Statement, S]]:
        """The standing statements of one kind with what each says now, typed, in the order they were first said."""
        if model not in self._now:
            self._now[model] = [(one, said) for one in self.of_kind(model) if (said := one.current.said)]
        return iter(self._now[model])

    def of_kind(self, model: type[Said]) -> list[Statement]:
        """The statements of one kind, those that were taken back too, in the order they were first said."""
        return self._by_kind.get(model.kind, [])

    @cached_property
    def _by_kind(self) -> dict[str, list[Statement]]:
        """The statements by kind: a page asks for many kinds, and each would walk them all."""
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.kind, []).append(statement)
        return found

    @cached_property
    def pregnancy(self) -> Pregnancy | None:
        """What holds about the expected date: the line recorded last."""
        lines = [line for statement in self.of_kind(Pregnancy) for line in statement.standing if line.said]
        last = max(lines, key=lambda line: _recorded(line.content), default=None)
        return last.said if last and isinstance(last.said, Pregnancy) else None

    @cached_property
    def edd(self) -> date | None:
        """The expected date of delivery now in force; None while it is not known."""
        return self.pregnancy.edd if self.pregnancy else None

    @cached_property
    def expected(self) -> Span:
        """The earliest and the latest day on which the baby is credibly expected; both None while not known."""
        return self.pregnancy.between if self.pregnancy else Span(None, None)

    def with_pregnancy(self, said: Pregnancy | None) -> Record:
        """The same record as if something else held about the expected date."""
        other = replace(self)
        vars(other)["pregnancy"] = said
        return other

    @cached_property
    def people(self) -> dict[UUID, PersonOnRecord]:
        """Everybody on the record, the last word on each."""
        return {said.person: said for _, said in self.of(PersonOnRecord)}

    @property
    def mother(self) -> UUID | None:
        """The mother, once she is on the record."""
        return next((person for person, said in self.people.items() if said.role is Role.MOTHER), None)

    @property
    def babies(self) -> list[UUID]:
        """The babies of this pregnancy."""
        return [person for person, said in self.people.items() if said.role is Role.BABY]

    @cached_property
    def outcomes(self) -> list[tuple[Statement, Outcome]]:
        """How the pregnancy ended, baby by baby, as far as it has."""
        return list(self.of(Outcome))

    @cached_property
    def born_on(self) -> date | None:
        """The day of the first live birth, if there was one."""
        days = [
            first_to_say(statement, outcome).happened.earliest
            for statement, outcome in self.outcomes
            if outcome.result is Result.LIVE_BIRTH
        ]
        return min((day for day in days if day), default=None)

    @property
    def involvements(self) -> list[tuple[Statement, Involvement]]:
        """Every involvement, ended ones too."""
        return list(self.of(Involvement))

    def happened(self, entry: Entry) -> Span:
        """The days on which an entry's fact lies, weeks of pregnancy resolved with the date now in force.

        Where only a range is known for that date, the fact lies in a range too.
        """
        if (when := entry.happened).precision is not _GESTATION:
            return when.as_said
        earliest, latest = (self.edd, self.edd) if self.edd else self.expected
        return Span(when.resolved(earliest).earliest, when.resolved(latest).latest)

    def day_for_order(self, entry: Entry) -> date:
        """Where an entry stands in a chronology. Order only: never a date to show or to count from."""
        earliest, latest = self.happened(entry)
        if day := earliest or latest:
            return day
        if entry.happened.phase is Phase.BEFORE:
            return date.min
        if entry.happened.phase is Phase.DURING and self.born_on:
            return min(self.born_on, entry.learned_on())
        return entry.learned_on()

    def chronology(self) -> list[Statement]:
        """All statements in the order in which things happened, then in the order they were said."""
        return sorted(self.statements, key=lambda statement: self.day_for_order(statement.current.content))


def first_to_say(statement: Statement, outcome: Outcome) -> Entry:
    """The entry that first said what became of a baby: whoever confirms it later moves no date."""
    same = (
        line.content
        for line in statement.standing
        if isinstance(line.said, Outcome) and line.said.result is outcome.result
    )
    return next(same, statement.current.content)


def fold(entries: Iterable[Entry], quiet: frozenset[str] = frozenset()) -> Record:
    """Gather versions into statements and settle what stands. `entries` come in the order they were recorded.

    Where only a later version is at hand (an agency was given the correction, not the original), the
    statement begins with the first version there is.
    """
    versions: dict[UUID, list[Entry]] = {}
    for entry in entries:
        versions.setdefault(entry.root(), []).append(entry)
    statements = tuple(_settle(root, chain) for root, chain in versions.items())
    if in_error := _named_in_error(statements):
        statements = tuple(_detached(one, in_error) for one in statements)
    return Record(
        statements, {entry.id: statement for statement in statements for entry in statement.entries}, quiet
    )


def _named_in_error(statements: tuple[Statement, ...]) -> dict[UUID, Entry]:
    """Whoever was put on the record in error, and by nobody else → the mark that says so.

    Never the mother or a baby: the record is about them, and a slip must not take back what is known of them.
    """
    lines = [line for one in statements if one.kind == PersonOnRecord.kind for line in one.lines]
    said = [(line, line.content.said) for line in lines if isinstance(line.content.said, PersonOnRecord)]
    standing = {person.person for line, person in said if not line.withdrawn}
    return {
        person.person: line.withdrawn
        for line, person in said
        if line.withdrawn
        and line.withdrawn.mark is Mark.ERROR
        and person.person not in standing
        and person.role not in (Role.MOTHER, Role.BABY)
    }


def _detached(statement: Statement, in_error: dict[UUID, Entry]) -> Statement:
    """What is about nobody but those who were named in error is taken back with them; so is every tie to them.

    What rests on other entries stays: it is about those.
    """
    said = statement.current.said
    if said is None or not said.by_hand or said.for_leads or said.cited():
        return statement
    whom = {*statement.current.content.about, *said.persons()}
    theirs = whom & set(in_error)
    if not theirs or (theirs != whom and not isinstance(said, Relationship)):
        return statement
    mark = in_error[min(theirs)]
    lines = tuple(line._replace(withdrawn=line.withdrawn or mark) for line in statement.lines)
    return statement._replace(lines=lines, standing=(), current=lines[-1])


def _settle(root: UUID, chain: list[Entry]) -> Statement:
    """One statement from its versions: follow each line's corrections and error marks to the end."""
    if len(chain) == 1:  # nearly every statement
        first = chain[0]
        line = _begin(first) if first.mark else Version(first, first, None)
        alone = (line,)
        return Statement(root, first.kind, (first,), alone, () if line.withdrawn else alone, line)
    last_words = {entry.replaces: entry for entry in chain if entry.mark in SETTLING and entry.replaces}
    here = {entry.id for entry in chain}
    heads = [entry for entry in chain if entry.mark is Mark.UPDATE or entry.replaces not in here]
    lines = [(head, _follow(head, last_words)) for head in heads]
    lines.sort(key=lambda line: _holds_from(*line))
    held = tuple(line for _, line in lines)
    standing = tuple(line for line in held if not line.withdrawn)
    return Statement(root, chain[0].kind, tuple(chain), held, standing, (standing or held)[-1])


def _begin(head: Entry) -> Version:
    """The first version at hand; a mark that takes back what is not at hand stands as taken back."""
    return Version(head, head, head if head.mark in (Mark.ERROR, Mark.MISFILED) else None)


def _follow(head: Entry, last_words: dict[UUID, Entry]) -> Version:
    """Walk from an entry to the last word on it.

    A correction puts its own content in place; an error or misfiled mark takes the content back; an error
    mark on such a mark undoes that mark and nothing else.
    """
    line, before = _begin(head), Version(head, head, None)
    while mark := last_words.get(line.tip.id):
        if mark.mark is Mark.CORRECTION:
            changed = Version(mark, mark, None)
        elif mark.mark is Mark.ERROR and line.tip.mark in (Mark.ERROR, Mark.MISFILED):
            changed = before._replace(tip=mark)
        else:
            changed = line._replace(tip=mark, withdrawn=mark)
        line, before = changed, line
    return line


def _holds_from(head: Entry, line: Version) -> tuple[date, str]:
    """From when a line holds: the original from the beginning, however corrected; an update from its own date."""
    if head.mark is not Mark.UPDATE:
        return date.min, ""
    return line.content.happened.earliest or head.learned_on(), _recorded(head)


def _recorded(entry: Entry) -> str:
    return entry.recorded_at.isoformat() if entry.recorded_at else "~"
