"""How a session is read, and when a signed-in person is signed out.

That is after half an hour of nothing, and after a working day in any case. Django can only count from the last write,
and writing at every request would cost one each time. So the time of the last request is noted at most once a minute.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

STARTED, SEEN = "started", "seen"
NOTE_EVERY = 60  # seconds


class SessionStore(db.SessionStore):
    """Django's, read in one plain statement: every page begins with it, and the ORM took longer than the answer.

    What is kept is signed with this class's name, which is that of Django's own.
    """

    def load(self) -> dict[str, Any]:
        """What is kept under this key; nothing, and no key any more, where it has ended."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, timezone.now()],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])


class SessionLimitsMiddleware:
    """End sessions that have been idle or open for too long; goes right after Django's session middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sign out whoever has been away too long, before anything looks at who it is."""
        if SESSION_KEY in request.session:
            self._limit(request, time.time())
        return self.get_response(request)

    def _limit(self, request: HttpRequest, now: float) -> None:
        session = request.session
        seen = session.get(SEEN, now)
        idle = now - seen > settings.SESSION_IDLE.total_seconds()
        too_long = now - session.get(STARTED, now) > settings.SESSION_LONGEST.total_seconds()
        if idle or too_long:
            session.flush()
            return
        session.setdefault(STARTED, now)
        if SEEN not in session or now - seen >= NOTE_EVERY:
            session[SEEN] = now
