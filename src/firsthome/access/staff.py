"""Who works for an agency, for those who look after it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from firsthome.access.models import Membership
from firsthome.access.sessions import end_membership

LIMIT = 500


def staff_of(agency: int) -> list[Membership]:
    """Everybody who works for it today or will, by name; those who can never sign in are not shown."""
    return list(_running(agency).order_by("practitioner__name", "pk")[:LIMIT])


def one_of_staff(agency: int, membership: int) -> Membership | None:
    """One of them; nobody of another agency."""
    return _running(agency).filter(pk=membership).first()


def leave(membership: Membership, last_day: date, why: str) -> bool:
    """Somebody leaves at the end of their last day: at once, if that is today or past."""
    midnight = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time()))
    at = midnight if last_day > timezone.localdate() else timezone.now()
    return end_membership(membership.pk, at, why)


def _running(agency: int) -> QuerySet[Membership]:
    not_over = Q(ends=None) | Q(ends__gt=timezone.now())
    there = Membership.objects.filter(not_over, agency=agency, practitioner__is_active=True)
    return there.select_related("practitioner")
