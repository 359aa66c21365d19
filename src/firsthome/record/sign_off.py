"""Signing that a record may be destroyed. It destroys nothing, and whatever is recorded afterwards undoes it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from firsthome.access.permissions import WHY_NOT, Permission, role_may
from firsthome.access.principals import Reader, announce
from firsthome.kinds.record import fold
from firsthome.kinds.sign_off import SignOff
from firsthome.reading.closed import signatures
from firsthome.record.append import as_ledger, write
from firsthome.record.errors import NotAllowed, NotThere
from firsthome.record.project import load
from firsthome.record.review import review_due
from firsthome.record.sign import signed

HELD = "A legal hold stands on this record: nobody signs until it has ended"


def sign_off(reference: str, why: str, by: Reader, today: date) -> None:
    """Sign as one of two. Whoever reviews need not have access to the record any more: often nobody has.

    Signing twice is signing once; but a signature that something undid which its author may not see can be given anew.
    """
    if not role_may(by.role, Permission.REVIEW_KEEPING):
        raise NotAllowed(WHY_NOT[Permission.REVIEW_KEEPING])
    with transaction.atomic():
        announce(by)
        review = review_due(reference, today)
        if review is None:
            raise NotThere("There is no such record to review.")
        if review.held:
            raise NotThere(HELD)
        with as_ledger() as cursor:
            whole = fold(entry for _, entry in load(cursor, review.record))
            if all(entry.author != by.practitioner for entry, _ in signatures(whole)):
                write(cursor, review.record, signed(SignOff(why=why), by))
