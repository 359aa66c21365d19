"""The digest: how much waits for somebody, by e-mail, and nothing of what it is, about whom, or from whom.

On working days, once a day or once a week for whoever chose it. Not to somebody who is away (whoever covers has it in
theirs), who has left, or who has not confirmed their address. It counts what their own pages show them, through the
same row policies. Where nothing waits, nothing is sent; and of a loss nothing is counted. Source: safety rules 2 and 4.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from typing import NamedTuple

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from firsthome.access.absences import absences
from firsthome.access.digests import (
    Digest,
    Often,
    digest_of,
    due_on,
    forget_before,
    give_back_asking,
    give_back_day,
    take_asking,
    take_day,
    to_be_asked,
)
from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader, announce, reader_of
from firsthome.kit.addresses import address
from firsthome.procedures.working_days import works
from firsthome.record.notices import how_many_new
from firsthome.record.work_list import how_much

HOURS = range(7, 19)
"""In London: a digest comes in the morning, or as soon as there is a worker again, and never at night."""
KEPT = timedelta(days=60)
SUBJECT = "First Home: your digest"
SUBJECT_TO_CONFIRM = "First Home: confirm your e-mail address"
log = logging.getLogger(__name__)


class Counts(NamedTuple):
    """All that a digest says."""

    due: int
    passed: int
    new: int


def send_digests(now: datetime) -> None:
    """Every digest that is due; on no weekend and no bank holiday."""
    today = now.date()
    if not (settings.MAIL_IS_SENT and works(today) and now.hour in HOURS):
        return
    forget_before(today - KEPT)
    for practitioner in due_on(today):
        with transaction.atomic():
            counted = _counted(practitioner, today)
            mine = counted is not None and take_day(practitioner, today)
        if counted and mine and any(counted):
            chosen = digest_of(practitioner)
            if not _sent(chosen, SUBJECT, in_words(counted, chosen.often)):
                give_back_day(practitioner, today)


def _counted(practitioner: int, today: date) -> Counts | None:
    """How much waits for somebody; None for one who gets no digest today."""
    reader = reader_of(practitioner)
    if reader is None or not role_may(reader.role, Permission.OWN_DIGEST):
        return None
    announce(reader)
    away = [one for one in absences(reader, today) if one.begins <= today]
    if any(one.practitioner == practitioner for one in away):
        return None
    return _count(reader, [practitioner, *(one.practitioner for one in away)], today)


def _count(reader: Reader, people: list[int], today: date) -> Counts:
    sunday = today + timedelta(days=6 - today.weekday())
    return Counts(*how_much(reader, people, today, sunday), how_many_new(reader))


def in_words(counted: Counts, often: Often) -> str:
    """The whole message. No name, no number of a record, no week of a pregnancy, no agency."""
    asked = "once a week" if often is Often.WEEKLY else "on working days"
    return "\n".join(
        [
            *_sentences(counted),
            "",
            f"Sign in to see what: {_full('home')}",
            "",
            f"You asked for this {asked}. It says how much, and never what or about whom.",
            f"To change that, or to stop it: {_full('your_digest')}",
            "",
        ]
    )


def _sentences(counted: Counts) -> Iterator[str]:
    if counted.due or counted.passed:
        due = f"{_number(counted.due, 'thing')} {_is(counted.due)} due for you by the end of this week"
        its = "its" if counted.passed == 1 else "their"
        passed = f", and {counted.passed} {_is(counted.passed)} past {its} day" if counted.passed else ""
        yield f"{due}{passed}."
    if counted.new:
        yield f"{_number(counted.new, 'new notice')}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _number(count: int, what: str) -> str:
    return f"{count or 'No'} {what}{'' if count == 1 else 's'}"


def ask_for_confirmation() -> None:
    """Send to each new address a link that shows that its owner reads it."""
    for practitioner in to_be_asked() if settings.MAIL_IS_SENT else ():
        chosen = digest_of(practitioner)
        if take_asking(practitioner) and not _sent(chosen, SUBJECT_TO_CONFIRM, _asking(chosen)):
            give_back_asking(practitioner)


def _asking(chosen: Digest) -> str:
    return (
        "Somebody who signs in to First Home with this address chose to get a digest here. If it was you, open this "
        f"link within three days and confirm:\n\n{_full('confirm_digest')}?code={chosen.code}\n\n"
        "If it was not you, leave it: nothing more is sent.\n"
    )


def _sent(to: Digest, subject: str, words: str) -> bool:
    """Whether the mail server took one message; what it does not take is tried again at the next round.

    Who is killed in between may have sent it, so it is not sent again: the next digest counts everything anew.
    """
    try:
        send_mail(subject, words, settings.DEFAULT_FROM_EMAIL, [to.address])
    except (OSError, SMTPException) as problem:
        log.warning("A message could not be handed over: %s", type(problem).__name__)
        return False
    return True


def _full(page: str) -> str:
    return f"{settings.ADDRESS}{address(page)}"
