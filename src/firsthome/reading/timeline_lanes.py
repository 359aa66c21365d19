"""The lanes of a timeline: the family's own, one for each service that said most, and one for all others. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from firsthome.kinds.entry import Names
from firsthome.kinds.record import Record
from firsthome.reading.engagement import Pattern
from firsthome.reading.with_whom import WithWhom, say_with_whom

if TYPE_CHECKING:
    from firsthome.reading.timeline import Happening

LANES = 10
FAMILY_LANE = "Births and moves"
OTHER_SERVICES = "Other services"


class AnyLanes(Protocol):
    """Lanes with names, and which of them something stands in."""

    @property
    def names(self) -> tuple[str, ...]:
        """What is written above each."""

    def of(self, one: Happening) -> int:
        """The lane of something that happened."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """A lane for what happens to the family, then one for each service that said most, and one for all others."""

    names: tuple[str, ...]
    agencies: dict[int, int]

    def of(self, one: Happening) -> int:
        """The lane of something that happened."""
        return 0 if one.sign.of_the_family else self.agencies.get(one.entry.agency, len(self.names) - 1)


def lanes_by_service(happenings: Sequence[Happening], names: Names) -> Lanes:
    """A lane for each service, those that said most first."""
    told = [one.entry.agency for one in happenings if not one.sign.of_the_family]
    family, counts = [FAMILY_LANE] if len(told) < len(happenings) else [], Counter(told)
    most_first = sorted(counts, key=lambda agency: (-counts[agency], names.agency(agency)))
    own = most_first if len(most_first) <= LANES else most_first[: LANES - 1]
    rest = [OTHER_SERVICES] if len(own) < len(most_first) else []
    return Lanes(
        tuple(family + [names.agency(agency) for agency in own] + rest),
        {agency: len(family) + lane for lane, agency in enumerate(own)},
    )


@dataclass(frozen=True, slots=True)
class ContactLanes:
    """A lane for what happens to the family, if anything did; then one for each service with those it was to meet."""

    names: tuple[str, ...]
    adults: WithWhom
    series: dict[tuple[int, tuple[UUID, ...]], int]

    def of(self, one: Happening) -> int:
        """The lane of a contact; of what was joined because there were too many, the last."""
        if one.sign.of_the_family:
            return 0
        return self.series.get((one.entry.agency, self.adults.of(one.entry)), len(self.names) - 1)


def lanes_by_contact(record: Record, names: Names, found: Pattern, family: bool) -> ContactLanes:
    """A lane for each service and those whom its contacts were offered to."""
    own = found.series if len(found.series) <= LANES else found.series[: LANES - 1]
    rest = [OTHER_SERVICES] if len(own) < len(found.series) else []
    above = [FAMILY_LANE] if family else []
    titles = [say_with_whom(record, names, one.agency, one.adults) for one in own]
    series = {(one.agency, one.adults): len(above) + lane for lane, one in enumerate(own)}
    return ContactLanes((*above, *titles, *rest), WithWhom(record), series)
