"""What signing in stands on: second steps, where somebody is signed in, and an agency's own sign-in service."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuthenticatorApp(models.Model):
    """The secret that a practitioner's authenticator app shares with us, sealed; and the last code it gave."""

    practitioner = models.OneToOneField("access.Practitioner", models.PROTECT, primary_key=True)
    secret = models.TextField(help_text="Sealed: see kit/sealing")
    last_step = models.BigIntegerField(default=0, help_text="A code counts once: only later ones are taken")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "authenticator_app"

    def __str__(self) -> str:
        """Nothing about the secret."""
        return f"authenticator app of {self.pk}"


class Passkey(models.Model):
    """A passkey of a practitioner: its public half, which is no secret."""

    practitioner = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential = models.BinaryField(
        unique=True, help_text="Its id and public key, as the standard writes them"
    )
    counter = models.BigIntegerField(default=0, help_text="How often it signed, where it counts at all")
    added = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        db_table = "passkey"
        ordering: ClassVar = ["added", "id"]

    def __str__(self) -> str:
        """Its number."""
        return f"passkey {self.pk}"


class RecoveryCode(models.Model):
    """A code on paper for the day on which the phone is lost. Only its hash is kept, and it counts once."""

    practitioner = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="recovery_codes")
    hashed = models.CharField(max_length=64)
    used = models.DateTimeField(null=True)

    class Meta:
        db_table = "recovery_code"

    def __str__(self) -> str:
        """Its number."""
        return f"recovery code {self.pk}"


class Try(models.TextChoices):
    """What ends when somebody does it too often."""

    WRONG_CODE = "wrong_code", "A second step that did not fit"
    EMERGENCY_SEARCH = "emergency_search", "A search by name and birthday in an emergency"


class WrongCode(models.Model):
    """A try that counts, whatever address it came from: too many of one sort end the trying for a while.

    Most are second steps that did not fit. Nothing is kept of what was typed.
    """

    practitioner = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="+")
    what = models.CharField(max_length=20, choices=Try, default=Try.WRONG_CODE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "wrong_code"

    def __str__(self) -> str:
        """Its number."""
        return f"wrong code {self.pk}"


class SignedInSession(models.Model):
    """Where a practitioner has signed in: so that they can see it, and end it."""

    practitioner = models.ForeignKey("access.Practitioner", models.PROTECT, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    began = models.DateTimeField(auto_now_add=True)
    browser = models.CharField(max_length=60, help_text="Its family and the system, as the browser says")
    address = models.GenericIPAddressField(null=True)

    class Meta:
        db_table = "signed_in_session"

    def __str__(self) -> str:
        """Its number: the key opens the session."""
        return f"session {self.pk}"


class SignInService(models.Model):
    """An agency's own account: the OpenID provider whose word we take for its practitioners."""

    agency = models.OneToOneField("access.Agency", models.PROTECT, primary_key=True)
    issuer = models.URLField(help_text="We speak to this origin and to no other")
    client_id = models.CharField(max_length=200)
    client_secret = models.TextField(help_text="Sealed: see kit/sealing")
    domain = models.CharField(max_length=200, help_text="What its e-mail addresses end in")
    claim = models.CharField(max_length=30, default="email", help_text="What in its answer is the address")

    class Meta:
        db_table = "sign_in_service"

    def __str__(self) -> str:
        """Whose it is."""
        return f"sign-in service of agency {self.pk}"
