"""What one practitioner tries is counted, whatever address it comes from: after too many, none is taken for a while.

axes counts failed passwords from one address, and keeps what was sent with them; here nothing of it is kept.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from firsthome.access.sign_in_tables import Try, WrongCode

WITHIN = timedelta(hours=1)
TRIES = {Try.WRONG_CODE: 20, Try.EMERGENCY_SEARCH: 5}
"""How many within that time; an emergency rarely takes more than one or two searches."""


def too_many(practitioner: int, what: Try) -> bool:
    """Whether so many were made lately that no more is taken for now."""
    since = timezone.now() - WITHIN
    return WrongCode.objects.filter(practitioner=practitioner, what=what, at__gt=since).count() >= TRIES[what]


def count_try(practitioner: int, what: Try) -> None:
    """One more."""
    WrongCode.objects.create(practitioner_id=practitioner, what=what)


def forget_tries(practitioner: int, what: Try) -> None:
    """They count no more: one of them was right."""
    WrongCode.objects.filter(practitioner=practitioner, what=what).delete()
