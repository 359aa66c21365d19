"""What a record says of vulnerabilities: what may be affecting the baby now, what may follow, and the whole register.

Pure, and every adult on equal terms. Nothing is weighed, added up or ranked: the order is the order of days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from firsthome.kinds.family import Role
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.vulnerability import AffectedNow, Vulnerability
from firsthome.kinds.worked_out import worked_out_once
from firsthome.reading.messages import abuse_is_suspected

PARENTS = (Role.MOTHER, Role.FATHER, Role.PARTNER)


@dataclass(frozen=True, slots=True)
class Worry:
    """A vulnerability, and what was said about the baby now."""

    statement: Statement
    said: Vulnerability


@worked_out_once
def worries(record: Record) -> tuple[Worry, ...]:
    """Those that stand: first those where the baby is said to be affected now, then by date."""
    order = list(AffectedNow)
    found = [Worry(statement, said) for statement, said in record.of(Vulnerability) if said.stands]
    return tuple(sorted(found, key=lambda one: (order.index(one.said.affected_now), _day(record, one))))


def affecting_now(record: Record) -> list[Worry]:
    """Those that may be affecting the baby now: said to, not known yet, or not considered by anybody."""
    return [one for one in worries(record) if one.said.affected_now is not AffectedNow.NOT_AS_FAR_AS_KNOWN]


def for_later(record: Record) -> list[Worry]:
    """What may follow after birth: where somebody said so, and all that is not affecting the baby now."""
    found = [Worry(statement, said) for statement, said in record.of(Vulnerability) if said.possible]
    return sorted((one for one in found if _for_later(one.said)), key=lambda one: _day(record, one))


def _for_later(said: Vulnerability) -> bool:
    not_now = said.stands and said.affected_now is AffectedNow.NOT_AS_FAR_AS_KNOWN
    return bool(said.later or said.impact or not_now)


def may_be_approached(record: Record, who: tuple[UUID, ...]) -> bool:
    """Whether help may be offered to these people: where abuse may be so, to nobody but her until an advocate agrees.

    Source: safety rule 11.
    """
    return not who or set(who) == {record.mother} or not abuse_is_suspected(record)


def register(record: Record) -> list[tuple[UUID | None, list[Worry]]]:
    """All that was ever recorded, past and ruled out too, for each adult it is about.

    Mother, father and partner are there before anything is recorded of them; what names nobody stands last.
    """
    parents = [person for person, said in record.people.items() if said.role in PARENTS]
    by_whom: dict[UUID | None, list[Worry]] = {person: [] for person in parents}
    for statement, said in record.of(Vulnerability):
        for person in statement.current.content.about or (None,):
            by_whom.setdefault(person, []).append(Worry(statement, said))
    groups = [(who, sorted(found, key=lambda one: _day(record, one))) for who, found in by_whom.items()]
    return sorted(groups, key=lambda group: _place(record, group[0]))


def _place(record: Record, who: UUID | None) -> int:
    """In the order of roles."""
    order = list(Role)
    if who is None:
        return len(order) + 1
    return order.index(record.people[who].role) if who in record.people else len(order)


def _day(record: Record, one: Worry) -> date:
    return record.day_for_order(one.statement.current.content)
