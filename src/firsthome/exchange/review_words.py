"""From a review's types of fact to what an entry says. What the review wrote is kept in full."""

from __future__ import annotations

import re

from firsthome.exchange.review_file import Fact
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Said
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.planning import Meeting, Plan
from firsthome.kinds.referral import Decision, Referral
from firsthome.kinds.vulnerability import Standing, Topic, Vulnerability

TOPICS = {topic.value: topic for topic in Topic} | {
    "substance": Topic.SUBSTANCES,
    "substance_misuse": Topic.SUBSTANCES,
    "smoking": Topic.SUBSTANCES,
    "aces": Topic.ADVERSE_CHILDHOOD,
    "care_leaver": Topic.ADVERSE_CHILDHOOD,
    "learning": Topic.LEARNING_DISABILITY,
    "housing": Topic.HOMELESSNESS,
    "sex_work": Topic.SEX_WORKING,
}
OUTCOMES = {
    "contact_attended": ContactOutcome.ATTENDED,
    "contact_missed": ContactOutcome.NOT_ATTENDED,
    "no_access": ContactOutcome.NO_ACCESS,
}
EVENTS = {one.value: one for one in EventType} | {"share": EventType.INFORMATION}

_SERVICE = r"\b(service|midwi\w+|visitor|worker|nurse|doctor|gp|clinic|hospital|agency|team|staff)s?\b"
_FAMILY = r"\b(mother|father|parents?|family|partner|couple|she|he|they)\b"
_CALLED_OFF = r"\b(cancel\w*|declin\w*|rearrang\w*|postpon\w*|call\w* off|turn\w* down|did not (come|want))\b"


def said_of(fact: Fact) -> Said:
    """What the entry of a fact says; a type that is not known here becomes an event of its own."""
    if fact.type in OUTCOMES or fact.type == "contact_cancelled":
        return _contact(fact)
    match fact.type:
        case "vulnerability_known":
            return _vulnerability(fact, Standing.KNOWN)
        case "vulnerability_suspected":
            return _vulnerability(fact, Standing.SUSPECTED)
        case "referral":
            return Referral(why=account(fact), times=times(fact), at_least=at_least(fact))
        case "decision":
            return Decision(decision=account(fact, counted=True))
        case "plan":
            return Plan(goals=account(fact, counted=True))
        case "meeting":
            return Meeting(type="Meeting", minutes=account(fact, counted=True))
        case _:
            return _event(fact)


def _event(fact: Fact) -> Event:
    known = EVENTS.get(fact.type)
    said = account(fact) if known else f"{_spelled(fact.type)}: {account(fact)}"
    return Event(type=known or EventType.OTHER, account=said, times=times(fact), at_least=at_least(fact))


def _vulnerability(fact: Fact, standing: Standing) -> Vulnerability:
    """The topic as named; late booking has a topic of its own. A name that is not known here is kept in words."""
    topic = Topic.LATE_BOOKING if fact.late_booking else TOPICS.get(fact.vulnerability or "", Topic.OTHER)
    unnamed = topic is Topic.OTHER and fact.vulnerability not in (None, Topic.OTHER.value)
    said = _counted(fact.detail, fact)
    if unnamed and fact.vulnerability:
        said = f"{_spelled(fact.vulnerability)}: {said}"
    return Vulnerability(topic=topic, standing=standing, account=said)


def _contact(fact: Fact) -> Contact:
    return Contact(outcome=outcome(fact), account=account(fact), times=times(fact), at_least=at_least(fact))


def outcome(fact: Fact) -> ContactOutcome:
    """What became of a contact. Where the service did not come, that is what is said, whatever the type.

    A family is said to have cancelled only where the words tell so.
    """
    if fact.agency_absence:
        return ContactOutcome.CANCELLED_BY_SERVICE
    if fact.type in OUTCOMES:
        return OUTCOMES[fact.type]
    by = re.search(f"{_CALLED_OFF} by (the )?({_FAMILY}|{_SERVICE})", fact.detail, re.IGNORECASE)
    doer = by[0] if by else re.split(_CALLED_OFF, fact.detail, maxsplit=1, flags=re.IGNORECASE)[0]
    if by is None and doer == fact.detail:
        return ContactOutcome.CANCELLED
    if re.search(_SERVICE, doer, re.IGNORECASE):
        return ContactOutcome.CANCELLED_BY_SERVICE
    family = re.search(_FAMILY, doer, re.IGNORECASE)
    return ContactOutcome.CANCELLED_BY_FAMILY if family else ContactOutcome.CANCELLED


def times(fact: Fact) -> int:
    """How many times: the minimum where only that is stated."""
    return fact.count_min or fact.count or 1


def at_least(fact: Fact) -> bool:
    """Whether the number is a minimum."""
    return fact.count_min is not None


def account(fact: Fact, *, counted: bool = False) -> str:
    """The review's words, with the vulnerability that it names beside them; `counted` where no field counts."""
    words = _counted(fact.detail, fact) if counted else fact.detail
    return f"{words} (About: {_named(fact.vulnerability)}.)" if fact.vulnerability else words


def _counted(words: str, fact: Fact) -> str:
    if times(fact) == 1 and not at_least(fact):
        return words
    return f"{words} ({'at least ' if at_least(fact) else ''}{times(fact)} times)"


def _named(vulnerability: str) -> str:
    topic = TOPICS.get(vulnerability)
    return topic.label.lower() if topic else _spelled(vulnerability).lower()


def _spelled(code: str) -> str:
    words = code.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
