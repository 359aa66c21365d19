"""Two worlds that differ only in what is hidden from somebody, over stories made by chance: the same bytes everywhere.

Each story is told about a family in a transaction that is rolled back; the second world is written with the same ids
and without the entries that did not reach the reader. Both are asked for every address that the resolver knows, for
the entries that only the first one has as well, and something wrong is sent to each. The first one is asked again with
the filter of the query taken away: then row policies stand alone, and show nothing more.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from firsthome.access.principals import Reader
from tests.addresses import about_a_record, address, subjects
from tests.clones import Clone
from tests.ledger_stories import STORIES, Step, stories
from tests.ledger_world import Family, World, begin_family, settle, whole_ledger
from tests.test_hidden_leaves_no_trace import _first_difference, _seen, every_page
from tests.test_reach import with_everything, without_what_is_hidden
from tests.world import signed_in


@pytest.fixture(autouse=True)
def no_new_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks are written on a connection of their own, where neither world is."""
    monkeypatch.setattr("firsthome.pages.gate.record_look", lambda *of, **more: None)
    monkeypatch.setattr("firsthome.pages.gate.record_found", lambda *of: None)


CALLED = [{"name": "Leila Mistry"}]
"""Stories give nobody another name, number or birthday by which they might be found."""


class Pages:
    """All that one reader is sent, for each of the entries that they may and may not see."""

    def __init__(self, world: World, entries: list[Any]) -> None:
        self.world, self.entries, self.unfiltered = world, entries, {}

    def __call__(self, reader: Reader, family: Family, neighbour: Family) -> dict[str, Any]:
        browser, about = signed_in(reader), subjects(self.world, family)
        self.entries = self.entries or [entry.id for _, entry in whole_ledger(family.record)]
        shown = every_page(browser, about, CALLED)
        self.of_entries(browser, about, shown)
        return shown

    def of_entries(self, browser: Any, about: dict[str, Any], shown: dict[str, Any]) -> None:
        for number, entry in enumerate(self.entries):
            page = address("entry", about | {"entry": entry})
            shown[f"entry {number}"] = _seen(browser.get(page))


class PagesTwice(Pages):
    """The same once more without the filter of the query, which then has to be the same as with it."""

    def __call__(self, reader: Reader, family: Family, neighbour: Family) -> dict[str, Any]:
        shown = super().__call__(reader, family, neighbour)
        browser, about = signed_in(reader), subjects(self.world, family)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("firsthome.record.read.VISIBLE", "(%(level)s > 0 AND %(principals)s IS NOT NULL)")
            for name in about_a_record():
                self.unfiltered[name] = _seen(browser.get(address(name, about)))
            self.of_entries(browser, about, self.unfiltered)
        return shown


@settings(STORIES, max_examples=4, phases=(Phase.explicit, Phase.generate))
@given(story=stories, who=st.sampled_from(["ben", "cat", "bea", "dan", "eve"]))
def test_whatever_is_hidden_every_address_answers_with_the_same_bytes(
    database: Clone, story: list[Step], who: str
):
    world = settle()
    reader, neighbour = getattr(world, who), begin_family(world)
    pages = PagesTwice(world, [])
    family, moves, hidden, first = with_everything(world, story, neighbour, reader, pages)
    second = without_what_is_hidden(family, neighbour, moves, hidden, reader, Pages(world, pages.entries))
    event(f"hidden entries: {min(len(hidden), 3)}")
    _same(first, second)
    _same({name: first[name] for name in pages.unfiltered}, pages.unfiltered)


def _same(one: dict[str, Any], other: dict[str, Any]) -> None:
    differ = {name: (one[name], other[name]) for name in one if one[name] != other[name]}
    assert not differ, {name: _first_difference(a[1], b[1]) for name, (a, b) in differ.items()}
