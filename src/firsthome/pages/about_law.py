"""Words about the law that never belong here: legal advice, and before a birth that an order will be applied for.

A form comes back once with what to write instead. It can be sent all the same: somebody's own words, or an order about
somebody else, are not for a pattern to judge. Source: safety rule 13; domain facts, 3.3 and 3.4; hazard 31.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict
from pydantic import BaseModel

from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form
from firsthome.pages.gate import RecordPage
from firsthome.reading.babies import State, babies

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


def check_words_about_law(form: Form[Any], said: BaseModel, posted: QueryDict, page: RecordPage) -> None:
    """Ask once where words read as legal advice, or before the birth as applying for an order."""
    if posted.get(READ):
        return
    for name in form.typed:
        words = getattr(said, name, None)
        if isinstance(words, str) and (told := about_law(words, page)):
            form.wrong.setdefault(name, Wrong(told))


def told_about_law(form: Form[Any] | None) -> str:
    """What the form says from then on, where it comes back with that; otherwise nothing."""
    wrong = form.wrong.values() if form else ()
    return READ if any(str(one) in (NO_ADVICE, NO_ORDER) for one in wrong) else ""


def about_law(words: str, page: RecordPage) -> str:
    """What to write instead, where words read so; empty otherwise."""
    if ADVICE.search(words):
        return NO_ADVICE
    return NO_ORDER if ORDER.search(words) and _unborn(page) else ""


def _unborn(page: RecordPage) -> bool:
    return any(one.state is State.EXPECTED for one in babies(page.record))
