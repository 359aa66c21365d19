"""`firsthome load-demo`: the demo partnership, invented families, and a few published reviews."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from firsthome.access.models import Partnership
from firsthome.exchange.demo_families import build_demo
from firsthome.exchange.demo_partnership import DEMO_PASSWORD, PARTNERSHIPS, WORKERS, build_partnerships
from firsthome.exchange.import_review import import_files

IN_THE_DEMO = ("cambridgeshire-stephen-2022", "portsmouth-child-e-2018", "warwickshire-john-2015")
"""Of the published reviews that come with the product; `firsthome replay` reads all of them."""


class Command(BaseCommand):
    """Fill the demo and say who can sign in. What is there already stays as it is."""

    help = "Load invented families and published reviews for trying out. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Agencies and practitioners as the owner; every record as the application."""
        if Partnership.objects.exclude(code__in=PARTNERSHIPS).exists():
            raise CommandError(
                "Another partnership works in this database. The demo stays out: everybody knows its password."
            )
        build_partnerships()
        world = build_demo(timezone.localdate())
        with as_file(files("firsthome.exchange") / "reviews") as folder:
            reviews = import_files([Path(folder) / f"{slug}.json" for slug in IN_THE_DEMO])
        self.stdout.write(
            f"{len(world.references)} invented families and {len(reviews)} published reviews are loaded.\n"
        )
        self.stdout.write(f"Sign in as anybody below. The password is the same for all: {DEMO_PASSWORD}\n")
        for worker in WORKERS:
            self.stdout.write(f"  {worker.sign_in_name:<36}{worker.name}, {worker.job}")
        self.stdout.write(f"  (other-midwife works elsewhere: {PARTNERSHIPS['other-shire']})")
