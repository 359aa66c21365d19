"""By which keys a person can be found: how a name sounds, with its short forms; a birthday; numbers and postcodes.

Pure. A key is a number made of what it is and of the version of this module: whoever changes how keys are made raises
`VERSION` here and `CODE_VERSION` of the stored summaries, and the next upgrade makes every key anew.
Figures for this way of searching: docs/performance.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import combinations, product
from pathlib import Path

import phonenumbers
from anyascii import anyascii
from jellyfish import metaphone

from firsthome.kit.dates import Span

VERSION = 2
MOST_WORDS = 6
"""So many words of a name are looked at; the longest names in use have fewer that tell."""
SAME_SOUND = (
    ("th", "t"), ("kh", "k"), ("bh", "v"), ("dh", "d"), ("gh", "g"), ("ph", "f"), ("w", "v"), ("q", "k"),
    ("cz", "ch"), ("sz", "sh"), ("tsch", "ch"), ("sch", "sh"), ("rzh", "j"), ("rz", "j"), ("zh", "j"),
    ("dj", "j"), ("x", "ks"), ("y", "i"),
)  # fmt: skip
"""Spellings of one sound in different languages and transliterations, made alike before how it sounds is worked out."""
YEARS = 3
"""A birthday that is known within so many years still narrows a search."""


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, whatever script and accents it was written in."""
    plain = anyascii(name).lower().replace("'", "").replace("’", "")
    return tuple(dict.fromkeys(re.findall(r"[a-z]+", plain)))[:MOST_WORDS]


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a word sounds, roughly and whatever its spelling."""
    for spelled, heard in SAME_SOUND:
        word = word.replace(spelled, heard)
    return metaphone(word) or word


@cache
def _variants() -> dict[str, frozenset[str]]:
    """Word → the names that it may stand for."""
    read = tomllib.loads((Path(__file__).parent / "name_variants.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for stands_for, *others in read["variants"]:
        for word in (stands_for, *others):
            found.setdefault(word, set()).add(stands_for)
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """The word itself, and the names that it may be short for."""
    return (word, *sorted(_variants().get(word, frozenset()) - {word}))


def spellings(name: str) -> list[str]:
    """A name in plain letters; and once more in full, where a word of it may be short for something."""
    plain = words_of(name)
    in_full = [forms(word)[-1] for word in plain]
    return list(dict.fromkeys([" ".join(plain), " ".join(in_full)])) if plain else []


# --- keys -------------------------------------------------------------------------------------------------------------


def key(*parts: object) -> int:
    """One key: a number that fits a bigint."""
    spelled = "|".join(map(str, (VERSION, *parts))).encode()
    return int.from_bytes(blake2b(spelled, digest_size=8).digest(), "big", signed=True)


def both_heard(name: str) -> set[int]:
    """Two words of a name as they sound, whichever came first."""
    return {
        key("two", *sorted((one, other)))
        for first, second in combinations(_sounds(name), 2)
        for one, other in product(first, second)
    }


def one_heard(name: str) -> set[int]:
    """Each word of a name as it sounds."""
    return {key("one", heard) for word in _sounds(name) for heard in word}


def one_heard_with_beginning(name: str) -> set[int]:
    """A word as it sounds, with how another one begins: many are called Jo, few of them with such a surname."""
    return {key("beside", heard, other[:2]) for heard, other in _one_beside_another(name)}


def one_heard_in(name: str, years: Iterable[int]) -> set[int]:
    """A word as it sounds, with a year of birth and the first letter of another word."""
    beside = _one_beside_another(name) or [(heard, "") for word in _sounds(name) for heard in word]
    return {key("year", heard, year, other[:1]) for year in years for heard, other in beside}


def one_heard_on(name: str, days: Iterable[date]) -> set[int]:
    """A word as it sounds, with a day of birth."""
    return {key("day", heard, day.isoformat()) for day in days for word in _sounds(name) for heard in word}


def _one_beside_another(name: str) -> list[tuple[str, str]]:
    words = words_of(name)
    return [
        (heard, other) for word in words for heard in _sounds_of(word) for other in words if other != word
    ]


def beginnings(name: str) -> set[int]:
    """How each word begins, and each two words: for who types only a part."""
    return {key("begins", word[:3]) for word in words_of(name)} | beginnings_of_two(name)


def beginnings_of_two(name: str) -> set[int]:
    """How two words begin, whichever comes first."""
    begin = sorted({word[:3] for word in words_of(name)})
    return {key("begin", *two) for two in combinations(begin, 2)}


def day_keys(days: Iterable[date]) -> set[int]:
    """Days of birth."""
    return {key("born", day.isoformat()) for day in days}


def exact_keys(what: str, values: Iterable[str]) -> set[int]:
    """An NHS number, a phone number or a postcode as it is."""
    return {key(what, value) for value in values}


def _sounds(name: str) -> list[tuple[str, ...]]:
    return [_sounds_of(word) for word in words_of(name)]


def _sounds_of(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(sound, forms(word))))


def keys_of(
    names: Sequence[str],
    born: Sequence[Span],
    numbers: Sequence[str],
    phones: Sequence[str],
    postcodes: Sequence[str],
) -> set[int]:
    """Every key by which somebody is found who has these names, birthdays, numbers and postcodes."""
    years = {year for span in born for year in years_of(span)}
    found = day_keys(days_of(born)) | exact_keys("nhs", numbers)
    found |= exact_keys("phone", phones) | exact_keys("postcode", postcodes)
    for name in names:
        found |= both_heard(name) | one_heard(name) | one_heard_with_beginning(name) | beginnings(name)
        found |= one_heard_in(name, years) | one_heard_on(name, days_of(born))
    return found


# --- birthdays, phones and postcodes as they are compared -------------------------------------------------------------


def days_of(born: Iterable[Span]) -> list[date]:
    """Birthdays that are known to the day."""
    return sorted({span.earliest for span in born if span.earliest and span.earliest == span.latest})


def years_of(span: Span) -> list[int]:
    """The years that somebody may be born in, where these are few enough to tell anything."""
    if not span.earliest or not span.latest:
        return []
    years = list(range(span.earliest.year, span.latest.year + 1))
    return years if len(years) <= YEARS else []


def near(day: date) -> list[date]:
    """Days that somebody may have meant: day and month swapped, or one figure of the date another one."""
    swapped = [(day.year, day.day, day.month)]
    years = [(day.year + step, day.month, day.day) for step in (-10, -1, 1, 10)]
    months = [(day.year, month, day.day) for month in range(1, 13) if month != day.month]
    days = [
        (day.year, day.month, other) for other in range(1, 32) if other != day.day and _close(other, day.day)
    ]
    return sorted(
        {made for one in (*swapped, *years, *months, *days) if (made := _date(*one)) and made != day}
    )


def _close(one: int, other: int) -> bool:
    """Whether two numbers of a day differ in one figure."""
    return sum(first != second for first, second in zip(f"{one:02}", f"{other:02}", strict=True)) == 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def phones_in(text: str) -> Iterator[str]:
    """Every phone number in a text, in the one spelling that all the world shares."""
    for found in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
        yield phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)


def plain_postcode(text: str) -> str:
    """«TH12AB», without space and in capitals."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())
