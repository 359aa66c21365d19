"""`make bench`: fill an own database, measure, print a table. Sizes: `make bench RECORDS=20000 ENTRIES=100`."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.management import call_command

from firsthome.config.command import _tell_settings as tell_settings
from firsthome.config.command import migrate, running_database, say
from firsthome.config.gunicorn import rest_the_collector
from firsthome.config.keys import home

if TYPE_CHECKING:
    from bench import measure


def main() -> None:
    """Everything happens in a database of its own under the data folder, made anew each time."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "firsthome.config.settings"
    os.environ["FIRSTHOME_HOME"] = str(home() / "bench")
    shutil.rmtree(home(), ignore_errors=True)
    records, entries = int(os.environ.get("RECORDS") or 2000), int(os.environ.get("ENTRIES") or 50)
    with running_database() as database:
        tell_settings(database, as_owner=True)
        migrate(database)
        call_command("collectstatic", interactive=False, verbosity=0)
        run(records, entries)


def run(records: int, entries: int, times: int = 60) -> None:
    """Fill and measure."""
    logging.disable(logging.INFO)
    from django.db import connections

    from bench import measure
    from bench.fill import fill, fill_side_by_side, make_town
    from firsthome.record.verify import Verified, verify_record

    town = make_town()
    start = time.perf_counter()
    fill_side_by_side(town, records, entries)
    with connections["owner"].cursor() as cursor:
        large, reference = next(fill(cursor, town, 1, 500))
    say(f"{records} records of {entries} entries filled in {time.perf_counter() - start:.0f} s")
    with connections["owner"].cursor() as cursor:
        measure.prepare_floor(cursor)
        assert isinstance(verify_record(cursor, large), Verified), "what was copied in must verify"
    rest_the_collector()
    reader = town.readers[0]
    figures = [
        measure.reading(reader, large, reference, 500, times),
        measure.listing(reader, times),
        measure.appending(reader, large, 500, times),
        *pages(reader.practitioner, large, reference, times // 2),
    ]
    print(
        f"\nPostgreSQL {measure.server_version()}, {measure.rows_in('entry')} entries in {records + 1} records\n"
    )
    print(f"{'':42}{'median':>9}{'95 of 100':>11}{'plain SQL':>11}{'ratio':>8}{'bar':>7}")
    for figure in figures:
        bar = f"{figure.bar:4.0f} ms" if figure.bar else ""
        print(
            f"{figure.what:42}{figure.median:6.1f} ms{figure.slow:8.1f} ms{figure.floor:8.2f} ms"
            f"{figure.ratio:7.1f}×{bar:>8}"
        )


def pages(practitioner: int, record: UUID, reference: str, times: int) -> Iterator[measure.Figure]:
    """Whole pages, as somebody waits for them; the bars are server time."""
    from bench.measure import page

    entries = f"SELECT * FROM plain_entry WHERE record = '{record}' ORDER BY id"  # noqa: S608 an id of our own
    rows = "SELECT * FROM record_summary LIMIT 300"
    yield page("page: overview of 500", practitioner, f"/records/{reference}/", entries, times, 20)
    yield page(
        "page: chronology of 500", practitioner, f"/records/{reference}/chronology", entries, times, 30
    )
    yield page("page: caseload of 50", practitioner, "/caseload", rows, times, 15)


if __name__ == "__main__":
    sys.exit(main())
