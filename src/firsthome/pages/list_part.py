"""A long list a hundred lines at a time: which part is shown, and where the others are.

A part is named by the entry that stands before it, so that what is added meanwhile moves nothing out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import QueryDict

from firsthome.pages.chronology import Place

SIZE = 100
AFTER, ALL = "after", "all"
"""What the address says of the part: the entry before it, or that everything is wanted."""


@dataclass(frozen=True)
class Part:
    """Some of the lines that fit, and the addresses of the rest with what else was chosen."""

    query: QueryDict
    fitting: Sequence[Place]
    first: int
    size: int

    @classmethod
    def asked(cls, query: QueryDict, fitting: Sequence[Place], *, whole: bool) -> Part:
        """The part that the address asks for; on paper, or if asked for, everything. An unknown one is the first."""
        if whole or query.get(ALL):
            return cls(query, fitting, 0, len(fitting))
        after = query.get(AFTER, "")
        first = (
            next((at + 1 for at, one in enumerate(fitting) if str(one.content) == after), 0) if after else 0
        )
        return cls(query, fitting, first, SIZE)

    @property
    def places(self) -> Sequence[Place]:
        """The lines of this part."""
        return self.fitting[self.first : self.first + self.size]

    def links(self) -> list[tuple[str, str]]:
        """The words and the addresses of what is not in this part."""
        rest = len(self.fitting) - self.first - self.size
        found = []
        if rest > 0:
            found.append((f"Show the next {min(rest, SIZE)}", self._starting(self.first + self.size)))
        if self.first:
            found.append(("Back to the beginning of the list", self._starting(0)))
        if len(self.fitting) > len(self.places):
            found.append((f"Show all {len(self.fitting)} on one page", f"{self._address(ALL, 'yes')}#list"))
        return found

    def leading_to(self, entry: UUID) -> str:
        """Where the line of an entry is found: on this page, or the address of another part."""
        at = self._order.get(entry, self.first)
        return "" if self.first <= at < self.first + self.size else self._parts[at // SIZE]

    @cached_property
    def _parts(self) -> list[str]:
        """The address of each part: a picture leads to many lines of few parts."""
        return [self._starting(first).removesuffix("#list") for first in range(0, len(self.fitting), SIZE)]

    @cached_property
    def _order(self) -> dict[UUID, int]:
        return {place.content: at for at, place in enumerate(self.fitting)}

    def _starting(self, first: int) -> str:
        """The part that begins with so many lines before it."""
        return (
            f"{self._address(AFTER, str(self.fitting[first - 1].content)) if first else self._address()}#list"
        )

    def _address(self, name: str = "", value: str = "") -> str:
        chosen = self.query.copy()
        for one in (AFTER, ALL):
            chosen.pop(one, None)
        if name:
            chosen[name] = value
        return f"?{chosen.urlencode()}"
