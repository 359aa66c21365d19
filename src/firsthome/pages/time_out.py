"""A form that is sent after its author was signed out comes back to them: sealed into the sign-in page, then a draft.

Each form says, signed, for whom it was drawn. Only when that very person signs in is the text opened; nothing of it
stands in a cookie, in an address, or in front of anybody else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest
from uuid_utils.compat import uuid7

from firsthome.access.principals import Reader
from firsthome.pages.unsent import AUTHOR, as_sent, keep, name_in, opening, typed_in
from firsthome.record.read import find, read

LASTS = timedelta(days=7)
"""How long a form may have been open."""
CARRIED = "carried"
_AUTHOR, _CARRIED = "firsthome.time_out.author", "firsthome.time_out.carried"


def author_of_form(reader: Reader) -> str:
    """Who types into a form, signed: it goes along with the form."""
    return signing.dumps(reader.practitioner, salt=_AUTHOR)


def typed_by_somebody_else(request: HttpRequest) -> bool:
    """Whether a form says that another person typed it than the one who is signed in now."""
    author = _opened(request.POST.get(AUTHOR, ""), _AUTHOR)
    return author is not None and author != request.user.pk


def carried_by(request: HttpRequest) -> str:
    """A form that came too late, sealed for its author; nothing where it does not say whose it is.

    Without a reference it asks to be involved or opens a record, and a search for the mother has no id yet.
    """
    match, posted = request.resolver_match, request.POST
    reference = match.kwargs.get("reference", "") if match else ""
    author = _opened(posted.get(AUTHOR, ""), _AUTHOR)
    typed = dict(typed_in(posted))
    if not reference and "entry" not in typed:
        typed.setdefault("record", [str(uuid7())])
    if author is None or name_in(reference, as_sent(typed)) is None:
        return ""
    return signing.dumps([author, reference, typed], salt=_CARRIED, compress=True)


def is_sealed(carried: str) -> bool:
    """Whether this is a form that we sealed, and no made-up text."""
    return bool(carried) and _opened(carried, _CARRIED) is not None


def brought_back(carried: str, reader: Reader) -> str | None:
    """Keep a carried form as a draft of the person who typed it; says where it is opened again.

    None for anybody else. The reader has to be announced.
    """
    author, reference, typed = _opened(carried, _CARRIED) or (None, "", {})
    if author != reader.practitioner:
        return None
    posted = as_sent(typed)
    name = name_in(reference, posted)
    if name is None:
        return None
    found = find(reference, reader) if reference else None
    keep(reader, name, posted, read(found, reader) if found else None)
    return opening(name)


def _opened(sealed: str, salt: str) -> Any:
    """What was sealed; None if it was tampered with or is too old."""
    try:
        return signing.loads(sealed, salt=salt, max_age=LASTS)
    except signing.BadSignature:
        return None
