"""Who is signed in, together with where they work today: asked anew for every page, so in one short statement."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db import connection

from firsthome.access.models import Practitioner
from firsthome.access.principals import AT_WORK, as_reader

_COLUMNS = [column.attname for column in Practitioner._meta.concrete_fields]
_SIGNED_IN = f"""SELECT {", ".join(f"p.{column}" for column in _COLUMNS)}, work.*
    FROM practitioner p LEFT JOIN LATERAL ({AT_WORK.format(practitioner="p.id")}) work ON true
    WHERE p.id = %s"""  # noqa: S608 only our own names


class SignedInBackend(ModelBackend):
    """Django's own, but for how it finds whom a session names. That the session is theirs Django itself verifies."""

    def get_user(self, user_id: int) -> Practitioner | None:
        """The practitioner, with the reader that they are today; nobody whose account was closed."""
        with connection.cursor() as cursor:
            cursor.execute(_SIGNED_IN, [user_id])
            row = cursor.fetchone()
        if row is None:
            return None
        found = Practitioner.from_db(connection.alias, _COLUMNS, row[: len(_COLUMNS)])
        agency, *at_work = row[len(_COLUMNS) :]
        found.reader = as_reader(found.pk, agency, *at_work) if agency else None
        return found if self.user_can_authenticate(found) else None
