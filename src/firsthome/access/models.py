"""Partnerships, agencies, practitioners, and who may see which record until when."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from firsthome.access.exceptional import (  # noqa: F401 so that Django knows these tables
    EmergencyAccess,
    Notice,
    RecordExclusion,
    RecordRestriction,
)
from firsthome.access.levels import Level
from firsthome.access.permissions import Role
from firsthome.access.principals import Reader
from firsthome.access.sign_in_tables import (  # noqa: F401 so that Django knows these tables
    AuthenticatorApp,
    Passkey,
    RecoveryCode,
    SignedInSession,
    SignInService,
    WrongCode,
)


class Partnership(models.Model):
    """A safeguarding children partnership: the area whose agencies hold records together."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "partnership"

    def __str__(self) -> str:
        """The partnership's name."""
        return self.name


class Agency(models.Model):
    """One agency of a partnership, such as a maternity service or a council's social care."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agencies")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    contact = models.CharField(
        max_length=200, blank=True, help_text="Whom to ring, as the agency publishes it"
    )
    second_step_required = models.BooleanField(
        default=False, db_default=False, help_text="Whether a password alone is not enough here"
    )

    class Meta:
        db_table = "agency"
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "code"], name="agency_code_once")
        ]

    def __str__(self) -> str:
        """The agency's name."""
        return self.name


class SharingAgreement(models.Model):
    """What an agency signed before others may give it access, and who answers there for what it holds.

    One for each agency, as it stands today; a trigger keeps what it said before. Source: information sharing
    agreements and impact assessments (domain facts, 3.6 and 3.7; feature rows 24 and 37).
    """

    agency = models.OneToOneField(Agency, models.PROTECT, primary_key=True, related_name="agreement")
    signed_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True, help_text="The last day; empty where none was agreed")
    held_at = models.CharField(max_length=300, blank=True, help_text="Where the signed agreement is kept")
    assessed_on = models.DateField(null=True, blank=True, help_text="Data protection impact assessment")
    controller_contact = models.CharField(max_length=300, blank=True)
    safety_officer = models.CharField(max_length=300, blank=True, help_text="The clinical safety officer")
    records_here = models.TextField(blank=True)
    not_here = models.TextField(blank=True)

    class Meta:
        db_table = "sharing_agreement"

    def __str__(self) -> str:
        """Whose it is."""
        return f"agreement of agency {self.pk}"


class Practitioner(AbstractBaseUser):
    """A named person who works for an agency and signs in as themselves."""

    sign_in_name = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects: ClassVar = BaseUserManager()
    USERNAME_FIELD = "sign_in_name"
    reader: Reader | None = None
    """Who they are to the row policies, once a session has named them (see `signed_in`)."""

    class Meta:
        db_table = "practitioner"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        """The practitioner's name."""
        return self.name


class Membership(models.Model):
    """A practitioner works for an agency in a role, from a day until a day."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    job = models.CharField(max_length=100, blank=True)
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    why_ended = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        db_table = "membership"

    def __str__(self) -> str:
        """Which practitioner, at which agency."""
        return f"membership {self.pk}"


class RecordAccess(models.Model):
    """What a principal may see of a record until when: a projection of the record's involvement entries.

    `record` is a plain id: this layer knows nothing of records.
    """

    pk = models.CompositePrimaryKey("record", "principal", "source")
    record = models.UUIDField()
    principal = models.BigIntegerField()
    agency = models.BigIntegerField(
        db_default=0, help_text="For whom the involvement is: it opens for nobody who works elsewhere today"
    )
    level = models.SmallIntegerField(choices=[(level.value, level.name) for level in Level])
    begins = models.DateTimeField()
    until = models.DateTimeField()
    source = models.UUIDField(default=uuid.uuid4, help_text="The involvement entry that gave it")

    class Meta:
        db_table = "record_access"
        indexes: ClassVar = [
            models.Index(
                fields=["principal", "record"],
                include=["level", "begins", "until", "agency"],
                name="record_access_by_principal",
            )
        ]

    def __str__(self) -> str:
        """The record and the level."""
        return f"{self.record}: level {self.level}"


class RecordHolder(models.Model):
    """The partnership that holds a record; two during a move."""

    pk = models.CompositePrimaryKey("record", "partnership")
    record = models.UUIDField()
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    begins = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "record_holder"

    def __str__(self) -> str:
        """The record."""
        return str(self.record)
