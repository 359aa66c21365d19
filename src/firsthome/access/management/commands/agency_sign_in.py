"""`firsthome agency-sign-in PARTNERSHIP/AGENCY`: what an agency requires for signing in, and its own account."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from firsthome.access.models import Agency
from firsthome.access.sign_in_tables import SignInService
from firsthome.access.single_sign_on import CLAIMS, PURPOSE, is_sound
from firsthome.kit.sealing import seal

VARIABLE = "FIRSTHOME_CLIENT_SECRET"


class Command(BaseCommand):
    """Set up how an agency's practitioners sign in."""

    help = f"Set how an agency signs in. The service's client secret is read from {VARIABLE}."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only what is given is changed."""
        parser.add_argument("agency", help="the codes, as in example-vale/maternity")
        parser.add_argument("--second-step", choices=["required", "optional"])
        parser.add_argument("--issuer", help="address of the agency's OpenID provider")
        parser.add_argument("--client-id")
        parser.add_argument("--domain", help="what its e-mail addresses end in, as in example.org")
        parser.add_argument("--claim", choices=CLAIMS, default="email")
        parser.add_argument("--no-service", action="store_true", help="passwords only, from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        """As the owner of the tables."""
        agency = self._agency(options["agency"])
        if options["second_step"]:
            agency.second_step_required = options["second_step"] == "required"
            agency.save(using="owner", update_fields=["second_step_required"])
            self._sign_everybody_out(agency)
        if options["no_service"]:
            SignInService.objects.using("owner").filter(agency=agency).delete()
        elif options["issuer"]:
            self._keep_service(agency, options)
        service = SignInService.objects.using("owner").filter(agency=agency).first()
        step = "required" if agency.second_step_required else "optional"
        self.stdout.write(
            f"{agency.name}: second step {step}; own account {service.issuer if service else 'none'}"
        )

    def _agency(self, codes: str) -> Agency:
        partnership, _, code = codes.partition("/")
        found = Agency.objects.using("owner").filter(partnership__code=partnership, code=code).first()
        if found is None:
            raise CommandError(
                f"There is no agency {codes}. Name it by its codes, as in example-vale/maternity."
            )
        return found

    def _sign_everybody_out(self, agency: Agency) -> None:
        """What is required from now on holds for those, too, who signed in before."""
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT end_sessions_of(practitioner_id) FROM membership WHERE agency_id = %s", [agency.pk]
            )

    def _keep_service(self, agency: Agency, options: dict[str, Any]) -> None:
        secret = os.environ.get(VARIABLE, "")
        if not (options["client_id"] and options["domain"] and secret):
            raise CommandError(f"Give --client-id, --domain, and the client secret in {VARIABLE}.")
        if not is_sound(options["issuer"]):
            raise CommandError("The issuer has to be an https address.")
        SignInService.objects.using("owner").update_or_create(
            agency=agency,
            defaults={
                "issuer": options["issuer"],
                "client_id": options["client_id"],
                "client_secret": seal(secret, PURPOSE),
                "domain": options["domain"].lower().lstrip("@"),
                "claim": options["claim"],
            },
        )
