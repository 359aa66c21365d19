"""The demo partnership: its agencies, and the practitioners who sign in or stand for an agency in a review.

Agencies and practitioners are added on the owner's connection, since the application may not. What is there
already is left as it is, so everything here can be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.text import slugify

from firsthome.access.models import Agency, Membership, Partnership, Practitioner, SharingAgreement
from firsthome.access.permissions import Role
from firsthome.access.principals import Reader

OWNER = "owner"
EXAMPLE_VALE, OTHER_SHIRE = "example-vale", "other-shire"
PARTNERSHIPS = {
    EXAMPLE_VALE: "Example Vale Safeguarding Children Partnership (invented)",
    OTHER_SHIRE: "Other Shire (invented)",
}
AGENCIES = {
    "maternity": "Maternity, Example Vale Hospital",
    "hospital": "Hospital wards, Example Vale Hospital",
    "health_visiting": "Health visiting",
    "gp": "General practice",
    "mental_health": "Mental health service",
    "substance_misuse": "Substance misuse service",
    "childrens_social_care": "Children's social care",
    "early_help": "Early help",
    "education": "Schools and nurseries",
    "police": "Police",
    "probation": "Probation",
    "housing": "Housing",
    "domestic_abuse_service": "Domestic abuse service",
    "voluntary": "Voluntary sector",
    "other": "Another agency, not named",
}
CLINICAL = frozenset({"maternity", "hospital", "health_visiting", "gp", "mental_health", "substance_misuse"})
"""Agencies that name a clinical safety officer."""
RECORDS_HERE = {
    "maternity": "Contacts that bear on safeguarding, worries, plans and meetings.",
    "health_visiting": "Visits before and after the birth, and what was talked about.",
    "childrens_social_care": "Decisions on referrals, meetings and plans.",
    "early_help": "Contacts and plans agreed with the family.",
}
DEMO_PASSWORD = "example-vale-first-home"  # noqa: S105 # nosec B105
"""Printed for everybody: it opens invented records only."""
UNNAMED = "Not named in the review"
IMPORTER = "import@example.invalid"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who can sign in to the demo."""

    key: str
    name: str
    job: str
    agency: str
    role: Role = Role.PRACTITIONER
    partnership: str = EXAMPLE_VALE

    @property
    def sign_in_name(self) -> str:
        """An address that can never receive mail."""
        return f"{self.key.replace('_', '-')}@example.invalid"


WORKERS = (
    Worker("midwife", "Ada Hope", "Community midwife", "maternity"),
    Worker("safeguarding_lead", "Marcia Bennett", "Named midwife", "maternity", Role.SAFEGUARDING_LEAD),
    Worker("health_visitor", "Sunita Rao", "Health visitor", "health_visiting"),
    Worker("social_worker", "Daniel Osei", "Social worker", "childrens_social_care"),
    Worker(
        "social_care_lead", "Priya Nair", "Service manager", "childrens_social_care", Role.SAFEGUARDING_LEAD
    ),
    Worker("gp", "Dr Huw Pritchard", "GP", "gp"),
    Worker("police_officer", "PC Emma Lindqvist", "Police officer, public protection", "police"),
    Worker("early_help_worker", "Bilal Hussain", "Early help worker", "early_help"),
    Worker("mental_health_nurse", "Orla Keane", "Perinatal mental health nurse", "mental_health"),
    Worker("ward_sister", "Grace Tan", "Ward sister, labour ward", "hospital"),
    Worker("out_of_hours_worker", "Femi Lawal", "Social worker, out-of-hours team", "childrens_social_care"),
    Worker("partnership_officer", "Joan Whitby", "Partnership officer", "other", Role.PARTNERSHIP_OFFICER),
    Worker("other_midwife", "Miriam Katz", "Midwife", "maternity", partnership=OTHER_SHIRE),
    Worker("other_lead", "Nasreen Aziz", "Named midwife", "maternity", Role.SAFEGUARDING_LEAD, OTHER_SHIRE),
)


def build_partnerships() -> dict[str, Reader]:
    """Make sure that both partnerships are there, and return everybody who can sign in."""
    for code in AGENCIES:
        _agency(EXAMPLE_VALE, code)
    password = make_password(DEMO_PASSWORD)
    for worker in WORKERS:
        agency = _agency(worker.partnership, worker.agency)
        _member(worker.sign_in_name, worker.name, agency, worker.role, worker.job, password)
    authors_for(AGENCIES)
    importer()
    return workers()


def workers() -> dict[str, Reader]:
    """Everybody who can sign in to the demo, by a short key such as «midwife»."""
    keys = {worker.sign_in_name: worker.key for worker in WORKERS}
    return {keys[name]: reader for name, reader in _readers(keys).items()}


def authors_for(codes: Iterable[str]) -> dict[str, Reader]:
    """For each agency, in whatever words a review names it, the unnamed practitioner who speaks for it."""
    names = {code: _unnamed(code) for code in codes}
    found = _readers(names.values())
    missing = {code: name for code, name in names.items() if name not in found}
    for code, name in missing.items():
        _member(name, UNNAMED, _agency(EXAMPLE_VALE, code), Role.PRACTITIONER, "", make_password(None))
    if missing:
        found = _readers(names.values())
    return {code: found[name] for code, name in names.items()}


def importer() -> int:
    """The practitioner who types what the reviews say: nobody who can sign in."""
    there = Practitioner.objects.filter(sign_in_name=IMPORTER).first()
    return (there or _practitioner(IMPORTER, "Import of published reviews", make_password(None))).pk


def _readers(sign_in_names: Iterable[str]) -> dict[str, Reader]:
    members = Membership.objects.filter(practitioner__sign_in_name__in=list(sign_in_names))
    return {
        member.practitioner.sign_in_name: Reader(
            member.practitioner_id, member.agency_id, member.agency.partnership_id, Role(member.role)
        )
        for member in members.select_related("practitioner", "agency")
    }


def _code(words: str) -> str:
    """An agency's code from any words that name it."""
    return slugify(words, allow_unicode=False)[:50] or "other"


def _unnamed(code: str) -> str:
    return f"unnamed.{_code(code)}@example.invalid"


def _agency(partnership: str, words: str) -> Agency:
    holder, _ = Partnership.objects.using(OWNER).get_or_create(
        code=partnership, defaults={"name": PARTNERSHIPS[partnership]}
    )
    name = AGENCIES.get(words) or words.replace("_", " ").strip().capitalize()
    name = name.replace("Example Vale", "Other Shire") if partnership == OTHER_SHIRE else name
    agency, _ = Agency.objects.using(OWNER).get_or_create(
        partnership=holder,
        code=_code(words),
        defaults={"name": name[:200], "contact": _whom_to_ring(words)},
    )
    SharingAgreement.objects.using(OWNER).get_or_create(agency=agency, defaults=_agreement(words))
    return agency


def _agreement(words: str) -> dict[str, Any]:
    """An invented agreement, signed and in date: the demo shows what sharing is, not what it is to wait for one."""
    said = {"signed_on": date(2025, 4, 1), "held_at": "Partnership office, invented agreements, folder 1"}
    if words not in AGENCIES:
        return said
    return said | {
        "assessed_on": date(2025, 3, 3),
        "controller_contact": f"Information governance lead (invented), {_whom_to_ring(words)}",
        "safety_officer": "Clinical safety officer of Example Vale (invented)" if words in CLINICAL else "",
        "records_here": RECORDS_HERE.get(words, ""),
        "not_here": "Its own case file stays in its own system.",
    }


def _whom_to_ring(words: str) -> str:
    """A number that rings nowhere (01632 960… is kept for stories), for the agencies that are in every story."""
    if words not in AGENCIES:
        return ""
    return f"01632 960{list(AGENCIES).index(words) + 101}, the duty desk"


def _member(sign_in_name: str, name: str, agency: Agency, role: Role, job: str, password: str) -> None:
    practitioner = _practitioner(sign_in_name, name, password)
    Membership.objects.using(OWNER).get_or_create(
        practitioner=practitioner,
        agency=agency,
        defaults={"role": role.value, "job": job, "begins": timezone.now()},
    )


def _practitioner(sign_in_name: str, name: str, password: str) -> Practitioner:
    """Somebody without a usable password cannot sign in, and is marked so."""
    can_sign_in = not password.startswith("!")
    practitioner, _ = Practitioner.objects.using(OWNER).get_or_create(
        sign_in_name=sign_in_name, defaults={"name": name, "password": password, "is_active": can_sign_in}
    )
    return practitioner
