"""Words about the law that never belong here: legal advice, and before a birth that an order will be applied for.

A form comes back once with what to write instead. It can be sent all the same: somebody's own words, or an order about
somebody else, are not for a pattern to judge. Source: safety rule 13; domain facts, 3.3 and 3.4; hazard 31.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from firsthome.kinds.entry import Said
from firsthome.kit.form_fields import Wrong
from firsthome.reading.babies import State, babies

if TYPE_CHECKING:
    from firsthome.pages.draft import Draft

READ = "read_about_law"
"""What a form says once it came back: whoever sends it has read this."""
ADVICE = re.compile(
    r"\b(our|the council[’']s|the authority[’']s) legal (team|department|adviser)s? (advis\w+|sa(y|id)s?)\b"
    r"|\blegal (advice|planning) (was|is|has|says?|said|that)\b|\bcounsel[’']?s? (advice|opinion)\b"
    r"|\blegal planning (meeting|minutes)\b|\b(received|got|took|taken|obtained) legal advice\b",
    re.IGNORECASE,
)
ORDER = re.compile(
    r"\b(apply|applies|applied|applying|application|seek|seeks|seeking|ask(s|ing)? (the|a) court)\b[^.]{0,40}"
    r"\b(care|supervision|protection|placement) order\b"
    r"|\b(apply|applies|applying|application) (to the court )?for an? (interim )?order\b"
    r"|\bissu(e|es|ed|ing) (care )?proceedings\b",
    re.IGNORECASE,
)
NO_ADVICE = (
    "Legal advice is never written here: write only that it was sought, on which day, and where it is held. If this is "
    "something else, or somebody’s own words, save again"
)
NO_ORDER = (
    "Before the birth no court can make an order about this baby. Write that pre-proceedings were begun, and where "
    "that is held. If this is about somebody else, or somebody’s own words, save again"
)


def check_words_about_law(draft: Draft, said: Said) -> None:
    """Ask once where words read as legal advice, or before the birth as applying for an order."""
    if draft.said is None or draft.posted is None or draft.posted.get(READ):
        return
    unborn = any(one.state is State.EXPECTED for one in babies(draft.page.record))
    for name in draft.said.fields:
        words = getattr(said, name, None)
        if isinstance(words, str) and (told := _told(words, unborn=unborn)):
            draft.said.wrong.setdefault(name, Wrong(told))


def told_about_law(draft: Draft) -> bool:
    """Whether the form comes back with that."""
    wrong = draft.said.wrong.values() if draft.said else ()
    return any(str(one) in (NO_ADVICE, NO_ORDER) for one in wrong)


def _told(words: str, *, unborn: bool) -> str:
    if ADVICE.search(words):
        return NO_ADVICE
    return NO_ORDER if unborn and ORDER.search(words) else ""
