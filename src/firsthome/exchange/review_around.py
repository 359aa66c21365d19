"""What a review says of the men, the home, and who told or was there, in the kinds of entry that are made for it.

Only what the words of a role or of a fact say; nothing is worked out from what they leave open. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from firsthome.exchange.review_file import Fact
from firsthome.kinds.choices import Asked
from firsthome.kinds.concern import Concern, WhoTold
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Said
from firsthome.kinds.event import Event, EventType
from firsthome.kinds.family import Role
from firsthome.kinds.father_or_partner import FatherOrPartner
from firsthome.kinds.household import Household
from firsthome.kinds.plan_rule import PlanRule

MEN = (Role.FATHER, Role.PARTNER)
_APART = r"\bnot living with (the )?mother\b"
_TOGETHER = r"\b(in (the )?household|living in the home|living with (the )?mother)\b"
_ONE_HOME = r"\bmoved in(to)?\b.*\b(home|with)\b|\bhome shared by\b"
_NOT_ALONE = r"\bwhile (the |her )?(partner|father) was (in the \w+|there|present)\b"
_RULE = r"\bif (?P<when>[^,;:.]+), (?P<then>[^;.]+)"
"""A condition and what follows from it."""
_REASON = r",? saying (?P<reason>.+)$"
_TELLERS = (
    (r"\banonymous", WhoTold.NO_NAME),
    (r"\bneighbour", WhoTold.NEIGHBOUR),
    (r"\bfriend", WhoTold.FRIEND),
    (r"\bgrand(mother|father|parent)|\b(aunt|uncle|cousin|relative)", WhoTold.RELATIVE),
)


def of_somebody(person: UUID, role: Role, words: str) -> FatherOrPartner | None:
    """Where a father or partner is said to live, from the words in which the review names their role."""
    if role not in MEN:
        return None
    for said, lives_there in ((_APART, Asked.NO), (_TOGETHER, Asked.YES)):
        if _says(said, words):
            return FatherOrPartner(person=person, lives_there=lives_there)
    return None


def beside(fact: Fact, who: tuple[UUID, ...]) -> Iterator[Said]:
    """A home that people came to share, or a rule of a plan, beside the fact that tells of it."""
    if len(who) > 1 and _says(_ONE_HOME, fact.detail):
        yield Household(living=who)
    if fact.type == "plan" and (rule := re.search(_RULE, fact.detail, re.IGNORECASE)):
        yield PlanRule(rule=rule[0], otherwise=rule["then"])


def in_its_own_kind(said: Said, fact: Fact, who: tuple[UUID, ...]) -> Said:
    """A contact with who was there and which reason was given, and what the network told as a concern."""
    if isinstance(said, Contact) and said.outcome.kept:
        alone = Asked.NO if _says(_NOT_ALONE, fact.detail) else said.seen_alone
        return said.model_copy(update={"present": who, "seen_alone": alone})
    if isinstance(said, Contact) and (given := re.search(_REASON, fact.detail, re.IGNORECASE)):
        return said.model_copy(update={"reason_given": given["reason"]})
    if isinstance(said, Event) and said.type is EventType.CONCERN:
        return Concern(words=said.account, who=_teller(fact.detail))
    return said


def _teller(words: str) -> WhoTold:
    return next((who for said, who in _TELLERS if _says(said, words)), WhoTold.OTHER)


def _says(pattern: str, words: str) -> bool:
    return bool(re.search(pattern, words, re.IGNORECASE))
