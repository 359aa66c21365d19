"""A million people, how long it takes to find one of them, and how many of the labelled FEBRL4 pairs are found.

`make bench ONLY=people` measures this alone; `PEOPLE=100000` makes it quicker.
"""

from __future__ import annotations

import csv
import random
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import django
from django.db import connections, transaction

import firsthome.people
from bench.fill import Town
from bench.measure import Figure
from firsthome.access.principals import Reader, announce
from firsthome.record.find_people import Sought, find_people
from firsthome.record.findable import Findable, worked_out
from firsthome.record.project import OPEN

PEOPLE, ON_A_RECORD, SEARCHES = 1_000_000, 4, 1000
BAR, RECALL, RECALL_CHANGED = 50.0, 0.97, 0.95
FOR_EVER = "infinity"


class Somebody(NamedTuple):
    """Whoever is put in: what stands in their row, and what entries would say."""

    name: str
    born: date | None
    number: str = ""
    phone: str = ""
    postcode: str = ""

    def sought(self) -> Sought:
        """What somebody types who knows all of it but the NHS number."""
        return Sought(self.name, self.born, "", self.phone, self.postcode)


# --- filling ----------------------------------------------------------------------------------------------------------

COLUMNS = {
    "record": ("id", "reference", "opened_at", "opened_by", "invented", "head_seq", "head_hash"),
    "record_holder": ("record", "partnership_id", "begins"),
    "record_access": ("record", "principal", "agency", "level", "begins", "until", "source"),
    "class_shown_to": ("record", "audience_class", "principal", "level"),
    "person": ("id", "name", "born"),
    "findable": (
        "id", "record", "person", "audience_class", "role", "names", "born", "numbers", "phones", "postcodes",
        "plain", "days", "years", "keys",
    ),
    "find_key": ("k", "findable"),
}  # fmt: skip

LABELLED, OTHERS = 500_000_000, 1_000_000_000
"""From which number on: beside whoever the records measured before brought."""


def copied(
    reader: Reader, people: Iterable[tuple[UUID, Somebody]], first: int
) -> Iterator[tuple[str, list[Any]]]:
    """The rows of each table for some people, four to a record that this reader's agency has in full."""
    record = uuid4()
    for number, (person, one) in enumerate(people, first):
        if number % ON_A_RECORD == 0 or number == first:
            record = uuid4()
            reference = f"B{number:011}"
            yield (
                "record",
                [record, reference, "2026-01-01", reader.practitioner, "Invented for measuring", 0, b""],
            )
            yield "record_holder", [record, reader.partnership, "2026-01-01"]
            yield "record_access", [record, reader.agency, reader.agency, 4, "2026-01-01", FOR_EVER, record]
            yield "class_shown_to", [record, OPEN, 0, 4]
        row = Findable(
            person,
            OPEN,
            "relative",
            (),
            (),
            *(((value,) if value else ()) for value in (one.number, one.phone, one.postcode)),
        )
        made = worked_out(row, one.name, one.born)
        yield "person", [person, one.name, one.born]
        yield "findable", [number, record, person, OPEN, row.role, *map(list, row[3:]), *made.values()]
        for key in made["keys"]:
            yield "find_key", [key, number]


def put_in(cursor: Any, rows: Iterable[tuple[str, list[Any]]]) -> None:
    """Copy rows in, a table at a time."""
    sorted_out: dict[str, list[list[Any]]] = {table: [] for table in COLUMNS}
    for table, row in rows:
        sorted_out[table].append(row)
    for table, found in sorted_out.items():
        overriding = ", ".join(COLUMNS[table])
        with cursor.copy(f"COPY {table} ({overriding}) FROM STDIN") as copy:
            for row in found:
                copy.write_row(row)


def fill_people(reader: Reader, people: int, workers: int = 2) -> None:
    """A process for each core makes and copies its share; the keys' index is built once they are all there."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE find_key DROP CONSTRAINT find_key_pkey")
    share = people // workers
    jobs = [(reader, share, OTHERS + number * share, number) for number in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        list(pool.map(_fill_some, jobs))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("ALTER TABLE find_key ADD PRIMARY KEY (k, findable)")
        for table in COLUMNS:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def _fill_some(job: tuple[Reader, int, int, int]) -> None:
    reader, people, first, seed = job
    chance = random.Random(seed)  # noqa: S311 an invented town, not a secret
    everybody = somebodies(chance)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET session_replication_role = replica")
        for start in range(first, first + people, 20_000):
            some = [(uuid4(), one) for one in islice(everybody, min(20_000, first + people - start))]
            with transaction.atomic(using="owner"):
                put_in(cursor, copied(reader, some, start))
            if (start - first) % 100_000 == 0:
                print(f"· {start - first + len(some):,} of {people:,} people filled", flush=True)


def somebodies(chance: random.Random) -> Iterator[Somebody]:
    """Invented people, few names common and most of them rare, as names are."""
    given = _given_names()
    surnames = list(dict.fromkeys(_surname(chance) for _ in range(40_000)))
    often = [1 / (rank + 12) for rank in range(len(surnames))]
    given_often = [1 / (rank + 5) for rank in range(len(given))]
    start = date(1940, 1, 1)
    while True:
        for first, last in zip(
            chance.choices(given, given_often, k=10_000),
            chance.choices(surnames, often, k=10_000),
            strict=True,
        ):
            yield Somebody(
                f"{first} {last}".title(),
                start + timedelta(days=chance.randrange(31_000)) if chance.random() < 0.9 else None,
                f"{chance.randrange(10**9, 10**10)}" if chance.random() < 0.5 else "",
                f"+447700{chance.randrange(10**6):06}" if chance.random() < 0.4 else "",
                f"T{chance.choice('ABCDEFGH')}{chance.randrange(1, 90)}{chance.randrange(10)}{chance.choice('ABDE')}A",
            )


def _given_names() -> list[str]:
    path = Path(firsthome.people.__path__[0]) / "name_variants.toml"
    lines = tomllib.loads(path.read_text(encoding="utf-8"))["variants"]
    return sorted({name for line in lines for name in line}, key=lambda name: (len(name), name))


def _surname(chance: random.Random) -> str:
    begins = [
        "b",
        "br",
        "c",
        "ch",
        "cl",
        "d",
        "f",
        "g",
        "gr",
        "h",
        "j",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "o",
        "p",
        "r",
        "s",
        "sh",
        "st",
        "t",
        "th",
        "v",
        "w",
        "wh",
        "y",
        "z",
    ]
    middles = ["a", "ai", "e", "ea", "i", "o", "oo", "u"]
    ends = [
        "ck",
        "d",
        "ld",
        "ll",
        "m",
        "n",
        "nd",
        "ng",
        "r",
        "rd",
        "rs",
        "s",
        "sh",
        "ss",
        "t",
        "tt",
        "th",
        "w",
    ]
    endings = ["", "", "", "son", "ton", "ley", "man", "ski", "wood", "er", "field", "a", "ova", "ez", "i"]
    return "".join(map(chance.choice, (begins, middles, ends, endings)))


# --- how long it takes ------------------------------------------------------------------------------------------------


def damaged(chance: random.Random, one: Somebody) -> Somebody:
    """As it is typed by somebody who heard it: often right, often with an error in a name or a date."""
    words = one.name.split()
    for place, often in ((0, 0.3), (-1, 0.45)):
        if chance.random() < often:
            words[place] = _mistyped(chance, words[place])
    if chance.random() < 0.05:
        words.reverse()
    born = one.born
    if born and chance.random() < 0.12:
        born = None
    if born and chance.random() < 0.15:
        born = born + timedelta(days=chance.choice((-10, -1, 1, 10, 365)))
    return Somebody(
        " ".join(words),
        born,
        one.number if chance.random() < 0.1 else "",
        one.phone if chance.random() < 0.1 else "",
        one.postcode if chance.random() < 0.35 else "",
    )


def _mistyped(chance: random.Random, word: str) -> str:
    place = chance.randrange(len(word))
    letter = chance.choice("aeiourstlnmk")
    return chance.choice(
        (
            word[:place] + word[place + 1 :] or word,
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        )
    )


FLOOR = "SELECT findable FROM find_key WHERE k = ANY (%s)"


def time_to_find(reader: Reader, people: int) -> tuple[Figure, str]:
    """How long the search takes, and beside it only looking its first keys up, without access or weighing."""
    chance = random.Random(1)  # noqa: S311 an invented town, not a secret
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """SELECT f.person, p.name, p.born, f.numbers, f.phones, f.postcodes FROM findable f TABLESAMPLE SYSTEM (%s)
            JOIN person p ON p.id = f.person WHERE f.id >= 1000000000 LIMIT %s""",
            [min(100, PEOPLE / people), SEARCHES + 200],
        )
        rows = cursor.fetchall()
    whole = [
        (person, Somebody(name, born, *("".join(one[:1]) for one in more)))
        for person, name, born, *more in rows
    ]
    typed = [(person, damaged(chance, one)) for person, one in whole]
    found, times, floor = [], [], []
    for number, (person, one) in enumerate(typed):
        sought = replace(one.sought(), number=one.number)
        with transaction.atomic():
            announce(reader)
            start = time.perf_counter()
            matches = find_people(sought, reader)
            took = time.perf_counter() - start
        with connections["owner"].cursor() as cursor:
            start = time.perf_counter()
            cursor.execute(FLOOR, [list(sought.exact())])
            cursor.fetchall()
            least = time.perf_counter() - start
        if number >= 200:  # the first ones warm up
            times.append(took * 1000)
            floor.append(least * 1000)
            found.append(person in [match.person for match in matches[:5]])
    times.sort()
    floor.sort()
    middle, slow = len(times) // 2, int(len(times) * 0.95)
    figure = Figure(
        "Finding a person", times[middle], times[slow], BAR, floor[middle], f"among {people:,} people"
    )
    words = (
        f"{len(times)} searches with typing errors, of invented people; of these {sum(found) / len(found):.3f} found "
        f"among the first five. The slowest 1 of 100: {times[int(len(times) * 0.99)]:.0f} ms."
    )
    return figure, words


# --- how many are found -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Somebody as put in, and as somebody else typed them."""

    person: UUID
    original: Somebody
    typed: Somebody


def febrl4(folder: Path) -> list[Pair]:
    """The 5,000 labelled pairs: name, birthday and postcode of each, and nothing else."""
    originals = {_number(row): _somebody(row) for row in _rows(folder / "dataset4a.csv")}
    typed = {_number(row): _somebody(row) for row in _rows(folder / "dataset4b.csv")}
    return [Pair(uuid4(), one, typed[number]) for number, one in originals.items()]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, skipinitialspace=True)


def _number(row: dict[str, str]) -> str:
    return row["rec_id"].split("-")[1]


def _somebody(row: dict[str, str]) -> Somebody:
    return Somebody(
        f"{row['given_name']} {row['surname']}".strip(), _day(row["date_of_birth"]), postcode=row["postcode"]
    )


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def married(pairs: Sequence[Pair], share: float = 0.3) -> list[Pair]:
    """The same pairs, three of ten with another surname than before."""
    chance = random.Random(4)  # noqa: S311 which of them, not a secret
    surnames = [pair.original.name.split()[-1] for pair in pairs if pair.original.name]
    changed = []
    for pair in pairs:
        given = pair.typed.name.split()[:1] if len(pair.typed.name.split()) > 1 else []
        name = " ".join([*given, chance.choice(surnames)])
        changed.append(
            replace(pair, typed=pair.typed._replace(name=name)) if chance.random() < share else pair
        )
    return changed


def recall(
    reader: Reader, pairs: Sequence[Pair], told: Callable[[Somebody], Somebody]
) -> tuple[float, float]:
    """Which part of the pairs is found at the first place, and among the first five."""
    first = five = 0
    for pair in pairs:
        with transaction.atomic():
            announce(reader)
            found = [match.person for match in find_people(told(pair.typed).sought(), reader)[:5]]
        first += found[:1] == [pair.person]
        five += pair.person in found
    return first / len(pairs), five / len(pairs)


def judge(reader: Reader, folder: Path) -> list[str]:
    """The table of recall."""
    pairs = febrl4(folder)
    with connections["owner"].cursor() as cursor, transaction.atomic(using="owner"):
        cursor.execute("SET LOCAL session_replication_role = replica")
        put_in(cursor, copied(reader, [(pair.person, pair.original) for pair in pairs], LABELLED))
    with connections["owner"].cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(f"VACUUM (ANALYZE) {table}")
    lines = []
    for what, some, told, bar in (
        ("name, birthday and postcode", pairs, lambda one: one, RECALL),
        ("the same, 30 % of surnames changed", married(pairs), lambda one: one, RECALL_CHANGED),
        ("name and birthday", pairs, lambda one: one._replace(postcode=""), None),
        ("the same, 30 % of surnames changed", married(pairs), lambda one: one._replace(postcode=""), None),
    ):
        first, five = recall(reader, some, told)
        lines.append(f"| {what:38} | {first:8.3f} | {five:8.3f} | {f'{bar:4.2f}' if bar else '':4} |")
    return lines


def people_measured(town: Town, folder: Path, people: int) -> str:
    """Everything about finding people: recall among the labelled ones, then the time among all the others."""
    judged, others = town.readers[0], town.readers[1]
    start = time.perf_counter()
    lines = judge(judged, folder)
    print("\n".join(lines), f"\n· judged in {time.perf_counter() - start:.0f} s", flush=True)
    start = time.perf_counter()
    fill_people(others, people)
    print(f"· {people:,} people filled in {time.perf_counter() - start:.0f} s", flush=True)
    one, words = time_to_find(others, people)
    return "\n".join([
        f"Finding a person among {people:,}: median {one.median:.1f} ms, 95 of 100 within {one.slow:.1f} ms"
        f" (bar {BAR:.0f}); only looking the first keys up, in plain SQL: {one.floor:.1f} ms. {words}",
        "",
        f"| {'FEBRL4, 5,000 labelled pairs':38} | recall@1 | recall@5 | bar  |",
        f"|-{'-' * 38}-|---------:|---------:|-----:|",
        *lines,
    ])  # fmt: skip
