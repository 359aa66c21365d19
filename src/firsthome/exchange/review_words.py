"""From a review's types of fact to what an entry says. What the review wrote is kept in full."""

from __future__ import annotations

import re

from firsthome.exchange.review_file import Fact
from firsthome.kinds.contact import Contact, ContactOutcome
from firsthome.kinds.entry import Said
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import Role
from firsthome.kinds.planning import Meeting, Plan
from firsthome.kinds.referral import Decision, Referral, Settled
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
_SOCIAL_CARE = (
    r"\b(social (care|work\w*|services)|child\w*['’]s services|safeguarding hub|child protection)\b"
)
_EARLY_HELP = r"\b(early[- ]help|children['’]s centre|family (support|hub|centre))\b"
_DISAGREES = (
    r"\b(disagree\w*|dissent\w*|object(ed|ion|ions)|did not agree|(not|un)\s?happy with|different view"
    r"|challenged|questioned|escalat\w+|voic\w+ \w*\s?(doubt|concern|worr)\w*)\b"
)
_TELLS = r"\b(report|told|tell|said|say|call|rang|rais|warn|complain|concern|worr|anonymous)\w*"
_NETWORK = frozenset({Role.FRIEND, Role.GRANDPARENT, Role.RELATIVE})
_SPECIALISTS = frozenset(
    {"mental_health", "substance_misuse", "domestic_abuse_service", "housing", "probation"}
)
"""Services that a family is referred to: what they keep of a referral went to them, unless its words say otherwise."""
_WARD = frozenset({"hospital", "maternity"})
_SETTLED: tuple[tuple[str, Settled], ...] = (
    (r"no further action|\bNFA\b|\bno action\b|judged unnecessary|screened out", Settled.NO_FURTHER_ACTION),
    (r"(threshold|criteria)\b.*\bnot\b|\bnot\b.*\b(threshold|criteria)\b", Settled.NO_FURTHER_ACTION),
    (r"\bnot (accepted|progressed|allocated|taken (up|further|forward))\b", Settled.NO_FURTHER_ACTION),
    (r"no (safeguarding|child protection) concerns?\b", Settled.NO_FURTHER_ACTION),
    (r"step\w* down|downgrad\w*|de-?regist\w*|(came|taken) off (the |a )?(\w+ )*plan", Settled.STEPPED_DOWN),
    (r"\bclos(ed|ure|ing)\b|\bwithdr[ae]w\w*|service (was )?ended", Settled.CLOSED),
    (rf"declin\w*.*{_EARLY_HELP}|{_EARLY_HELP}.*declin\w*", Settled.HELP_DECLINED),
    (rf"^(?!.*\b(no|not|without|nor)\b.*early).*{_EARLY_HELP}", Settled.HELP_OFFERED),
)  # fmt: skip
"""What a decision means for the help that a family has, from the words that say so; the first that fits."""
LESS_HELP = (Settled.NO_FURTHER_ACTION, Settled.STEPPED_DOWN, Settled.CLOSED)
ENDS_WITH_A_DECISION = ("assessment_completed", "referral", "plan", "meeting")
_CAME_TO_LIVE = r"\b(moved in(to)?|came to live|(living|lives|lived) (with|in the (home|house)))\b"
_ADULTS_NEAR = frozenset({Role.FATHER, Role.PARTNER, Role.OTHER})


def said_of(fact: Fact, roles: frozenset[Role] = frozenset(), receiver: int | None = None) -> Said:
    """What the entry of a fact says; a type that is not known here becomes an event of its own.

    `roles` are those of the people whom it is about, `receiver` the agency that a referral went to.
    """
    if fact.type in OUTCOMES or fact.type == "contact_cancelled":
        return _contact(fact)
    match fact.type:
        case "vulnerability_known":
            return _vulnerability(fact, Standing.KNOWN)
        case "vulnerability_suspected":
            return _vulnerability(fact, Standing.SUSPECTED)
        case "referral":
            return Referral(why=account(fact), to=receiver, times=times(fact), at_least=at_least(fact))
        case "decision":
            return _decision(fact)
        case "plan":
            return Plan(goals=account(fact, counted=True))
        case "meeting":
            return Meeting(type="Meeting", minutes=account(fact, counted=True))
        case _:
            return _event(fact, roles)


def also_said(fact: Fact) -> tuple[Said, ...]:
    """What the file says beside it: a vulnerability that a fact of another type names, never more than suspected,
    and the decision with which an assessment, a referral, a plan or a meeting ended.
    """
    also: list[Said] = []
    if fact.type in ENDS_WITH_A_DECISION and settled_by(fact.detail) in LESS_HELP:
        also.append(_decision(fact))
    topic = TOPICS.get(fact.vulnerability or "")
    if topic and topic is not Topic.OTHER and not fact.type.startswith("vulnerability"):
        also.append(Vulnerability(topic=topic, standing=Standing.SUSPECTED, account=fact.detail))
    return tuple(also)


def told_by_the_network(fact: Fact, roles: frozenset[Role]) -> bool:
    """Whether a relative, a friend, a neighbour or an unnamed caller told it."""
    anonymous = re.search(r"\banonymous", fact.detail, re.IGNORECASE)
    return bool(anonymous or (roles & _NETWORK and re.search(_TELLS, fact.detail, re.IGNORECASE)))


def receiver_of(fact: Fact) -> str:
    """The code of the agency that a referral went to, where the words or the agency that keeps it tell."""
    if fact.agency == "early_help" or re.search(_EARLY_HELP, fact.detail, re.IGNORECASE):
        return "early_help"
    if fact.agency == "childrens_social_care" or re.search(_SOCIAL_CARE, fact.detail, re.IGNORECASE):
        return "childrens_social_care"
    return fact.agency if fact.agency in _SPECIALISTS else ""


def settled_by(words: str) -> Settled | None:
    """What a decision means for the help that a family has, as far as its words say."""
    return next((settled for said, settled in _SETTLED if re.search(said, words, re.IGNORECASE)), None)


def _decision(fact: Fact) -> Decision:
    differs = re.search(_DISAGREES, fact.detail, re.IGNORECASE)
    return Decision(
        decision=account(fact, counted=True),
        settled=settled_by(fact.detail),
        dissent=fact.detail if differs else "",
    )


def _event(fact: Fact, roles: frozenset[Role]) -> Event:
    known = EVENTS.get(fact.type)
    said = account(fact) if known else f"{_spelled(fact.type)}: {account(fact)}"
    sort = _sort(fact, roles, known or EventType.OTHER)
    return Event(type=sort, account=said, times=times(fact), at_least=at_least(fact))


def _sort(fact: Fact, roles: frozenset[Role], named: EventType) -> EventType:
    """The sort of event that the file names, or a closer one where its words tell.

    A relative's or neighbour's warning, a practitioner who sees it differently, a service that ended its work, an
    adult who came to live there.
    """
    if named is EventType.DISCHARGE and fact.agency not in _WARD:
        return EventType.SERVICE_ENDED
    if named in (EventType.ASSESSMENT_STARTED, EventType.ASSESSMENT_COMPLETED, EventType.MOVE):
        return named
    if (
        named is EventType.OTHER
        and roles & _ADULTS_NEAR
        and re.search(_CAME_TO_LIVE, fact.detail, re.IGNORECASE)
    ):
        return EventType.MOVE
    if roles & _NETWORK and re.search(_TELLS, fact.detail, re.IGNORECASE):
        return EventType.CONCERN
    if named is not EventType.INCIDENT and re.search(_DISAGREES, fact.detail, re.IGNORECASE):
        return EventType.DISAGREEMENT
    return named


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
