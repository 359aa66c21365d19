"""What the words used for somebody say about how they are related: a woman or a man, and on whose side.

Pure. Only what the words say beyond doubt counts; «the mother's partner» says nothing of a woman.
"""

from __future__ import annotations

import re
from enum import Enum

_WOMAN = re.compile(
    r"\b(grand|god|half-|step-?)?(mother|mum|nan|daughter|sister|aunt|niece|girl|woman|wife|girlfriend)\b(?!['’])",
    re.IGNORECASE,
)
_MAN = re.compile(
    r"\b(grand|god|half-|step-?)?(father|dad|son|brother|uncle|nephew|boy|man|husband|boyfriend)\b(?!['’])",
    re.IGNORECASE,
)
_HERS = re.compile(r"\bmaternal\b|\bmother['’]s\b", re.IGNORECASE)
_HIS = re.compile(r"\bpaternal\b|\bfather['’]s\b", re.IGNORECASE)
_MORE_THAN_ONE = re.compile(
    r"\b(children|siblings|sisters|brothers|sons|daughters|grandparents|parents|neighbours|callers)\b(?!['’])",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    r"\b(said|thought|believed|alleged|claims?|claimed|named|presented|possibl[ey]|may be|not the)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(former|previous|separated|ex)\b", re.IGNORECASE)


class Sex(Enum):
    """As far as anybody has said."""

    WOMAN = "woman"
    MAN = "man"
    NOT_SAID = "not said"


class Side(Enum):
    """Through whom somebody is related to the baby."""

    MOTHER = "mother"
    FATHER = "father"
    NOT_SAID = "not said"


def sex_in(words: str) -> Sex:
    """A woman or a man, where the words name one of them and not the other."""
    head = words.split(",")[0].split(" of ")[0]
    woman, man = bool(_WOMAN.search(head)), bool(_MAN.search(head))
    if woman == man or _MORE_THAN_ONE.search(head):
        return Sex.NOT_SAID
    return Sex.WOMAN if woman else Sex.MAN


def side_in(words: str) -> Side:
    """On the mother's or on the father's side, where the words say so of one of them only."""
    hers, his = bool(_HERS.search(words)), bool(_HIS.search(words))
    if hers == his:
        return Side.NOT_SAID
    return Side.MOTHER if hers else Side.FATHER


def several_in(words: str) -> bool:
    """Whether the words stand for more than one person: «older half-siblings»."""
    return bool(_MORE_THAN_ONE.search(words.split(",")[0]))


def claimed_in(words: str) -> bool:
    """Whether the words themselves leave it open: «said to be the father»."""
    return bool(_CLAIMED.search(words))


def over_in(words: str) -> bool:
    """Whether the words for a partner say that it is over: «former partner»."""
    return bool(_OVER.search(words))
