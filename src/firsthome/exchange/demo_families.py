"""Eight invented families, written through `open_record` and `append`. They are also the named world of the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from firsthome.access.principals import Reader
from firsthome.exchange import (
    demo_adeyemi,
    demo_below,
    demo_ferreira,
    demo_hale,
    demo_mistry,
    demo_okoro,
    demo_pryce,
    demo_whelan,
)
from firsthome.exchange.demo_partnership import workers
from firsthome.exchange.demo_writing import Pen, mother_of
from firsthome.exchange.import_review import reference_of

FAMILIES: dict[str, Callable[[dict[str, Reader], date], Pen]] = {
    demo_mistry.FAMILY: demo_mistry.write,
    demo_adeyemi.FAMILY: demo_adeyemi.write,
    demo_pryce.FAMILY: demo_pryce.write,
    demo_hale.FAMILY: demo_hale.write,
    demo_okoro.FAMILY: demo_okoro.write,
    demo_below.FAMILY: demo_below.write,
    demo_ferreira.FAMILY: demo_ferreira.write,
    demo_whelan.FAMILY: demo_whelan.write,
}


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """Who reads, by a short key such as «midwife», and where each family is, by its name."""

    today: date
    readers: dict[str, Reader]
    references: dict[str, str]


def build_demo(today: date) -> DemoWorld:
    """Write the families that are not there yet, all or none, as if today were this day.

    The demo partnership has to be there already: agencies are not the application's to add.
    """
    readers = workers()
    with transaction.atomic():
        references = {family: _reference(family, readers, today) for family in FAMILIES}
    return DemoWorld(today, readers, references)


def _reference(family: str, readers: dict[str, Reader], today: date) -> str:
    there = reference_of(mother_of(family), readers["midwife"])
    return there or FAMILIES[family](readers, today).reference
