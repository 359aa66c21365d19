"""Who the people of a review are, from the free words in which it names their roles."""

from __future__ import annotations

import re

from firsthome.exchange.review_file import Review, Somebody
from firsthome.kinds.family import Role

NAME_LIMIT = 80
_RULES: tuple[tuple[str, Role], ...] = (
    (r"^(the |unborn |newborn |first |second )*(baby|babies|twins?|infant)\b(?!['’]s)", Role.BABY),
    (r"\b(foster|adoptive|health visitor|social worker|midwife|caller)", Role.OTHER),
    (r"grand(mother|father|parent|mum|dad)|^(mother|father|partner)['’]s (mother|father|parent)", Role.GRANDPARENT),
    (r"^(\w+['’]s )?(former|previous|ex)\b.*\b(partner|husband|boyfriend)", Role.OTHER),
    (r"^(father|mother|parent)s? of (?!(the |this )?(unborn )?(baby|child|twins)\b(?!['’]s))", Role.OTHER),
    (r"^(mother|father|partner)['’]s (\w+ )?(brother|sister|sibling)|\b(aunt|uncle|cousin|relative)", Role.RELATIVE),
    (r"\b(sibling|brother|sister|child|children|son|daughter)s?\b(?!['’])", Role.SIBLING),
    (r"(?<!not the )\bbaby['’]s (\w+ )?father|^(?!.*\bstep).*\bfather\b(?!['’]s)", Role.FATHER),
    (r"partner|boyfriend|girlfriend|husband|wife|step-?father|stepmother", Role.PARTNER),
    (r"\bmother\b(?!['’]s)", Role.MOTHER),
    (r"\b(friend|neighbour)", Role.FRIEND),
)  # fmt: skip
"""The first that fits decides, so what only mentions a mother or a father is settled before they are."""
_CLAIMED = re.compile(
    r"\b(said|thought|believed|presented|alleged|named)\b.*\bfather\b(?!['’]s)", re.IGNORECASE
)


def role_of(words: str) -> Role:
    """What somebody is to this pregnancy. What follows a comma describes them and does not decide.

    A man who is «said to be» the father keeps those words on the record: the role alone claims nothing.
    """
    head = _head(words).lower()
    claimed = Role.FATHER if _CLAIMED.search(words) else Role.OTHER
    return next((role for pattern, role in _RULES if re.search(pattern, head)), claimed)


def name_of(somebody: Somebody, review: Review) -> str:
    """What a person of a review is called: their role. The mother's tells reviews apart in a list."""
    head = _head(somebody.role)[:NAME_LIMIT]
    name = head[:1].upper() + head[1:]
    return f"{name} ({label_of(review)})" if role_of(somebody.role) is Role.MOTHER else name


def label_of(review: Review) -> str:
    """A short name for a review: the child's pseudonym, or else the place and the year."""
    last = re.sub(r"\(.*?\)", "", review.source.title.rpartition(":")[2]).split(",")[0].strip(" '‘’\"")
    if last[:1].isupper() and len(last.split()) <= 3 and len(last) <= 30:
        return last
    return f"{review.source.publisher.split()[0]} {review.source.year}"[:NAME_LIMIT]


def age_of(somebody: Somebody) -> str:
    """The age in the words of a record."""
    about = "about " if somebody.age and somebody.age_approx else ""
    return f"{about}{somebody.age or ''}"


def babies_expected(review: Review) -> int:
    """How many babies the review tells of: as stated, as many as are named, or as many as births."""
    stated = review.pregnancy.babies or (2 if review.pregnancy.twins else 1)
    named = sum(1 for somebody in review.people if role_of(somebody.role) is Role.BABY)
    births = sum(1 for fact in review.facts if fact.type == "birth")
    return max(stated, named, 1 if births == 0 else min(births, 8))


def _head(words: str) -> str:
    return words.split(",")[0].strip() or words.strip()
