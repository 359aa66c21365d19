"""Where a practitioner is signed in, and ending it: a session that is gone opens nothing from that moment.

The rows of one practitioner, who has to be announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from firsthome.access.sign_in_tables import SignedInSession
from firsthome.kit.sessions import SEEN

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One place where somebody is signed in."""

    browser: str
    address: str
    began: datetime
    last_used: datetime
    this_one: bool


def family_of(agent: str) -> str:
    """«Firefox on Windows», from what a browser says of itself: enough to know one's own, and no more."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "A browser")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser


def note_session(practitioner: int, key: str, agent: str, address: str | None) -> None:
    """Somebody has signed in; their sessions that have ended by themselves are forgotten."""
    _forget_ended(practitioner)
    SignedInSession.objects.create(
        practitioner_id=practitioner, session_key=key, browser=family_of(agent), address=address
    )


def sessions_of(practitioner: int, this: str | None) -> list[SignedIn]:
    """Where somebody is signed in now, this place first."""
    noted = {row.session_key: row for row in SignedInSession.objects.filter(practitioner=practitioner)}
    running = Session.objects.filter(session_key__in=noted, expire_date__gt=timezone.now())
    found = [
        SignedIn(
            browser=noted[one.session_key].browser,
            address=noted[one.session_key].address or "",
            began=noted[one.session_key].began,
            last_used=_last_used(one, noted[one.session_key].began),
            this_one=one.session_key == this,
        )
        for one in running
    ]
    return sorted(found, key=lambda one: (not one.this_one, -one.last_used.timestamp()))


def end_other_sessions(practitioner: int, this: str | None) -> int:
    """Sign somebody out everywhere but here; how many sessions that ended."""
    others = SignedInSession.objects.filter(practitioner=practitioner).exclude(session_key=this)
    keys = list(others.values_list("session_key", flat=True))
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    others.delete()
    return ended


def end_membership(membership: int, day: datetime, why: str) -> bool:
    """Somebody stops working for an agency, and is signed out at once if that day has come.

    The database itself allows it only to those who look after that agency's staff, and not for themselves.
    """
    return _done("SELECT end_membership(%s, %s, %s)", membership, day, why)


def take_second_steps(membership: int) -> bool:
    """Take away all second steps of a colleague who has lost them, and sign them out: then the password is enough.

    Where their agency requires a second step, they set one up before anything else. The same people may do it.
    """
    return _done("SELECT take_second_steps(%s)", membership)


def _done(sql: str, *values: int | str | datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return bool(cursor.fetchone()[0])


def _forget_ended(practitioner: int) -> None:
    noted = SignedInSession.objects.filter(practitioner=practitioner)
    keys = list(noted.values_list("session_key", flat=True))
    running = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    noted.exclude(session_key__in=list(running.values_list("session_key", flat=True))).delete()


def _last_used(session: Session, began: datetime) -> datetime:
    """Noted at most once a minute (kit/sessions)."""
    seen = session.get_decoded().get(SEEN)
    return datetime.fromtimestamp(seen, UTC) if seen else began
