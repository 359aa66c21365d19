"""The named world of the pages' tests, built once per module through real actions, in a database of its own.

To the ledger's world it adds those who stand at the edge: Gus the GP, whose surgery is known to be involved and no
more; Ivy of early help, whose part has ended; Ned, a midwife kept out because the family are his neighbours; and
Lou, who works for no agency any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.utils import timezone
from django.utils.http import urlencode

from firsthome.access.models import Agency, Membership, Partnership, Practitioner
from firsthome.access.permissions import Role
from firsthome.access.principals import Reader
from firsthome.kinds.choices import Asked
from firsthome.kinds.contact import Contact, ContactOutcome, Setting
from firsthome.kinds.entry import Entry, How, Source
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kinds.vulnerability import AffectedNow, Standing, Topic, Vulnerability
from firsthome.kinds.when import When
from firsthome.record.exclude import exclude
from tests.ledger_world import Family, World, begin_family, settle, signs

FORM = "application/x-www-form-urlencoded"
SIGN_IN_NAME = "ada@example.org"
PASSWORD = "a-long-way-to-the-clinic"


@cache
def password_hash() -> str:
    """Of PASSWORD: hashing one takes long on purpose, so it is done once."""
    return make_password(PASSWORD)


@dataclass(frozen=True)
class Edge:
    """Those who may see little or nothing."""

    gus: Reader
    ivy: Reader
    ned: Reader
    lou: int
    """Only a sign-in: there is no agency to read for."""


@dataclass(frozen=True)
class Stage:
    """Everybody, the family, and two things said about it."""

    world: World
    edge: Edge
    family: Family
    contact: Entry
    vulnerability: Entry

    @property
    def record(self) -> str:
        """The address of the family's record."""
        return f"/records/{self.family.reference}/"

    def page_of(self, entry: Entry) -> str:
        """The address of an entry's page."""
        return f"{self.record}entries/{entry.id}"


def set_the_stage() -> Stage:
    """Build all of it; whoever calls has a database of their own."""
    world = settle()
    edge = _edge(world)
    family = begin_family(world)
    family.add(world.ada, Involvement(agency=edge.gus.agency, level=Level.PRESENCE))
    ended = timezone.localdate() - timedelta(days=1)
    family.add(
        world.ada, Involvement(agency=edge.ivy.agency, level=Level.FULL, begins=date(2025, 1, 6), ends=ended)
    )
    exclude(family.record, edge.ned.practitioner, "A neighbour", world.ann)
    Practitioner.objects.using("owner").filter(pk=world.ada.practitioner).update(
        sign_in_name=SIGN_IN_NAME, password=password_hash()
    )
    Agency.objects.using("owner").filter(pk=world.ada.agency).update(
        contact="01632 960001, the community office"
    )
    return Stage(world, edge, family, *_said(world, family))


def _said(world: World, family: Family) -> tuple[Entry, Entry]:
    contact = family.add(
        world.ada,
        Contact(
            outcome=ContactOutcome.ATTENDED,
            setting=Setting.HOME,
            account="The cot is up in the front room.",
            pregnancy_continues=Asked.YES,
            next_date=date(2025, 4, 2),
        ),
        happened=When.on(date(2025, 3, 3)),
        about=(family.mother,),
    )
    vulnerability = family.add(
        world.ben,
        Vulnerability(
            topic=Topic.MENTAL_HEALTH,
            standing=Standing.SUSPECTED,
            account="Low in mood most mornings.",
            affected_now=AffectedNow.NOT_KNOWN,
        ),
        happened=When.on(date(2025, 3, 10)),
        about=(family.mother,),
        source=Source(how=How.SAID, by="her sister"),
    )
    return contact, vulnerability


def _edge(world: World) -> Edge:
    return Edge(
        gus=_join("gus", "Gus Pace", world.ada.partnership, "gp"),
        ivy=_join("ivy", "Ivy Dale", world.ada.partnership, "early-help"),
        ned=_join("ned", "Ned Shaw", world.ada.partnership, "maternity"),
        lou=Practitioner.objects.using("owner").create(sign_in_name="lou@example.org", name="Lou Gone").pk,
    )


def _join(first: str, name: str, partnership: int, code: str, role: Role = Role.PRACTITIONER) -> Reader:
    agency, _ = Agency.objects.using("owner").get_or_create(
        partnership=Partnership.objects.using("owner").get(pk=partnership),
        code=code,
        defaults={"name": code.replace("-", " ").capitalize()},
    )
    signs(agency.pk)
    practitioner = Practitioner.objects.using("owner").create(sign_in_name=f"{first}@example.org", name=name)
    Membership.objects.using("owner").create(
        practitioner=practitioner,
        agency=agency,
        role=role,
        begins=datetime(2025, 1, 1, tzinfo=UTC),
    )
    return Reader(practitioner.pk, agency.pk, partnership, role)


class Browser(Client):
    """It sends a form as browsers do: in parts only where a file goes with it."""

    def post(self, path, data=None, content_type=MULTIPART_CONTENT, **more):  # type: ignore[no-untyped-def,override]
        """Send a form."""
        fields = {} if data is None else data
        if content_type == MULTIPART_CONTENT and not any(hasattr(one, "read") for one in fields.values()):
            return super().post(path, urlencode(fields, doseq=True), FORM, **more)
        return super().post(path, data, content_type, **more)


def signed_in(who: Reader | int, **more: object) -> Client:
    """A browser in which somebody has signed in."""
    client = Browser(**more)  # type: ignore[arg-type]
    client.force_login(
        Practitioner.objects.get(pk=who if isinstance(who, int) else who.practitioner),
        "firsthome.access.signed_in.SignedInBackend",
    )
    return client
