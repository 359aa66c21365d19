"""How contact came and went, in sentences; and what people wrote down of why.

Pure. «Three of the last four home visits were not kept, after six kept in a row: two not attended, one cancelled by the
service.» No word of it is about what a person is like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.conversation import Conversation
from firsthome.kinds.entry import Entry, Names
from firsthome.kinds.hypothesis import Hypothesis
from firsthome.kinds.record import Record
from firsthome.kit.dates import say_day
from firsthome.reading.engagement import Attempt, Beside, Gap, Series, Stretch, counted
from firsthome.reading.offers import Count

TO_TEN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WHY_CONTACT_STOPPED = "why_contact_stopped"

NOUNS = {
    Setting.HOME: ("home visit", "home visits"),
    Setting.CLINIC: ("clinic appointment", "clinic appointments"),
    Setting.HOSPITAL: ("hospital appointment", "hospital appointments"),
    Setting.PHONE: ("phone call", "phone calls"),
    Setting.VIDEO: ("video call", "video calls"),
}
ANY = ("contact", "contacts")
WHOSE = {
    ContactOutcome.NOT_ATTENDED: "not attended",
    ContactOutcome.CANCELLED_BY_FAMILY: "cancelled by the family",
    ContactOutcome.CANCELLED_BY_SERVICE: "cancelled by the service",
    ContactOutcome.CANCELLED: "cancelled, not known by whom",
    ContactOutcome.NO_ACCESS: "with no access",
}
MOVED = {
    ContactOutcome.REARRANGED: "by the family",
    ContactOutcome.REARRANGED_BY_SERVICE: "by the service",
}


class Behind(NamedTuple):
    """What people wrote down about one side of it, each with the entry that says so."""

    title: str
    words: tuple[tuple[Entry, str], ...]


def say_series(one: Series) -> list[str]:
    """What can be said of the contacts of one service with the same adults, latest things first."""
    return list(filter(None, [_latest(one), _moved(one.moved), _to_come(one.to_come)]))


def say_gap(gap: Gap, names: Names) -> str:
    """What a service had planned, and that nothing recorded here says what became of it."""
    planned = f"{names.agency(gap.agency)} had planned a contact for {say_day(gap.planned)}"
    if gap.until:
        return f"{planned}; the next one recorded here is dated {say_day(gap.until)}."
    return f"{planned}. Nothing recorded here says what became of it."


def say_missed_after(fact: Beside, stretch: Stretch) -> str:
    """How many of the contacts that were not kept are dated after a fact; empty where none was missed."""
    missed, after = counted(stretch.missed), fact.missed_after
    if not missed.number:
        return ""
    if missed == (1, False):
        return (
            f"The one contact that was not kept is dated {'after' if after.number else 'no later than'} it."
        )
    if not after.number:
        return f"None of the {_number(missed)} contacts that were not kept is dated after it."
    some = (
        f"All {_number(missed)}"
        if after == missed
        else f"{_capital(_number(after))} of the {_number(missed)}"
    )
    return f"{some} contacts that were not kept {'is' if after == (1, False) else 'are'} dated after it."


def words_behind(record: Record, names: Names) -> list[Behind]:
    """Reasons, possible explanations, what was tried and what has helped, as people wrote them; the latest first."""
    groups = (
        ("Reasons that were given", _from_contacts(record, lambda said: said.reason_given)),
        ("What may have been in the way", _from_contacts(record, lambda said: said.barrier)),
        ("What might explain it", _hypotheses(record, names)),
        ("What she or he said about it", _talked(record)),
        ("What was tried", _from_contacts(record, lambda said: said.tried)),
        ("What has helped, or would make it easier", _from_contacts(record, lambda said: said.helps)),
        ("What was offered next", _from_contacts(record, lambda said: said.next_offer)),
    )
    return [Behind(title, found) for title, words in groups if (found := tuple(words))]


# --- a series in words ------------------------------------------------------------------------------------------------


def _latest(one: Series) -> str:
    """The last stretch, with the one before it."""
    if not one.stretches:
        return ""
    last = one.stretches[-1]
    before = one.stretches[-2] if len(one.stretches) > 1 else None
    nouns = _nouns([*last.attempts, *(before.attempts if before else ())])
    if last.in_a_row:
        return _kept_in_a_row(last, before, nouns)
    return _came_and_went(last, before, nouns)


def _kept_in_a_row(last: Stretch, before: Stretch | None, nouns: tuple[str, str]) -> str:
    kept = _number(counted(last.attempts))
    if before is None:
        return f"{_capital(kept)} {nouns[1]} were kept in a row."
    missed, total = counted(before.missed), counted(before.attempts)
    if not missed.number:
        return f"The last {kept} {nouns[1]} were kept in a row."
    earlier = (
        f"{_number(missed)} of the {_number(total)} before"
        if missed != total
        else f"the {_number(total)} before"
    )
    was = "was" if missed == (1, False) else "were"
    return f"The last {kept} {nouns[1]} were kept in a row, after {earlier} {was} not kept: {_sides(before.missed)}."


def _came_and_went(last: Stretch, before: Stretch | None, nouns: tuple[str, str]) -> str:
    missed, total = counted(last.missed), counted(last.attempts)
    after = f", after {_number(counted(before.attempts))} kept in a row" if before else ""
    if not missed.number:
        kept = f"{_number(total)} {_noun(total, nouns)}"
        return f"{_capital(kept)} {'was' if total == (1, False) else 'were'} kept."
    if total == (1, False):
        latest = "latest " if before else "one "
        return f"The {latest}{nouns[0]} was not kept{after}: {_side(last.missed[0])}."
    return (
        f"{_not_kept(missed, total, nouns, latest=bool(before))}{after}: {_sides(last.missed)}.{_since(last)}"
    )


def _not_kept(missed: Count, total: Count, nouns: tuple[str, str], *, latest: bool) -> str:
    """«Three of the last four home visits were not kept», or «The last four home visits were not kept»."""
    the = "the last" if latest else "the"
    if missed == total:
        all_of_them = _number(total) if total.at_least else f"{the} {_number(total)}"
        return f"{_capital(all_of_them)} {nouns[1]} were not kept"
    was = "was" if missed == (1, False) else "were"
    return f"{_capital(_number(missed))} of {the} {_number(total)} {_noun(total, nouns)} {was} not kept"


def _since(last: Stretch) -> str:
    """What was kept since: it is said as plainly."""
    kept = counted(last.latest_kept)
    if not kept.number:
        return ""
    if kept == (1, False):
        return " The latest one was kept."
    return f" The latest {_number(kept)} were kept."


def _moved(moved: Sequence[Attempt]) -> str:
    by = [
        f"{_number(count)} {word}"
        for outcome, word in MOVED.items()
        if (count := counted([one for one in moved if one.said.outcome is outcome])).number
    ]
    return f"Moved to another day: {', '.join(by)}." if by else ""


def _to_come(to_come: Sequence[Attempt]) -> str:
    offered = counted(to_come)
    return f"Offered, with no outcome recorded here yet: {_number(offered)}." if offered.number else ""


def _sides(missed: Sequence[Attempt]) -> str:
    """«two not attended, one cancelled by the service»: both sides, always."""
    counts = (
        (counted([one for one in missed if one.said.outcome is outcome]), word)
        for outcome, word in WHOSE.items()
    )
    return ", ".join(f"{_number(count)} {word}" for count, word in counts if count.number)


def _side(missed: Attempt) -> str:
    return WHOSE[missed.said.outcome].removeprefix("with ")


def _nouns(attempts: Sequence[Attempt]) -> tuple[str, str]:
    """What to call contacts that were all to be in the same way."""
    settings = {one.said.setting for one in attempts}
    setting = settings.pop() if len(settings) == 1 else None
    return NOUNS.get(setting, ANY) if setting else ANY


def _noun(count: Count, nouns: tuple[str, str]) -> str:
    return nouns[0] if count == (1, False) else nouns[1]


def _number(count: Count) -> str:
    """«three», «at least twelve» as «at least 12»."""
    words = TO_TEN[count.number] if count.number < len(TO_TEN) else str(count.number)
    return f"at least {words}" if count.at_least else words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- the words behind it ----------------------------------------------------------------------------------------------


def _from_contacts(record: Record, asked: Callable[[Contact], str]) -> Iterator[tuple[Entry, str]]:
    found = [
        (line.content, words)
        for statement in record.of_kind(Contact)
        for line in statement.standing
        if isinstance(line.said, Contact) and (words := asked(line.said))
    ]
    yield from _latest_first(record, found)


def _hypotheses(record: Record, names: Names) -> Iterator[tuple[Entry, str]]:
    """Possible explanations of a contact, or of how contact came and went."""
    found = []
    for statement, said in record.of(Hypothesis):
        about = record.by_entry.get(said.about_entry) if said.about_entry else None
        if about and about.kind == Contact.kind:
            content = statement.current.content
            found.append((content, said.sentence(content, names)))
    yield from _latest_first(record, found)


def _talked(record: Record) -> Iterator[tuple[Entry, str]]:
    found = [
        (statement.current.content, said.own_words)
        for statement, said in record.of(Conversation)
        if said.guide == WHY_CONTACT_STOPPED and said.own_words
    ]
    yield from _latest_first(record, found)


def _latest_first(record: Record, found: list[tuple[Entry, str]]) -> list[tuple[Entry, str]]:
    return sorted(found, key=lambda one: record.day_for_order(one[0]), reverse=True)
