"""What somebody has typed and not sent: under which name it is kept, and how it comes back into its form.

The name is the address of the form and the id of the entry (or the record) that it is to become. So nothing typed
ever takes the place of something else that was typed, and a draft that is sent twice is still one entry.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.record import Record, Statement
from firsthome.kinds.registry import kinds
from firsthome.kinds.subject_answer import SubjectReview
from firsthome.kit.addresses import address
from firsthome.kit.dates import LONDON, MONTHS
from firsthome.record.drafts import Typed, Unsent, drafts_of, keep_draft

AUTHOR = "typed_by"
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "passphrase", AUTHOR})
BY_HAND = "by-hand"
"""Beside a change: the fields that hold words which did not stand on the record already."""


def uuid_in(posted: QueryDict | None, name: str) -> UUID | None:
    """An id that the form carried; None if there is none or it was tampered with."""
    try:
        return UUID(posted.get(name, "")) if posted else None
    except ValueError:
        return None


def mark_in(posted: QueryDict) -> Mark | None:
    """In which way a form changes an entry; None if it does not say."""
    return next((mark for mark in Mark if mark.value == posted.get("mark")), None)


# --- names


PAGE_OF = {
    "share": "share",
    "withheld": "share",
    "restrict": "restrict",
    "release": "release",
    "acknowledgement": "shared_with_us",
    "information_request": "ask_information",
    "information_answer": "answer_information",
    "done_elsewhere": "questions",
    "put_off": "questions",
    "set_aside": "questions",
    "newborn": "birth",
    "after_loss": "after_a_loss",
}
"""Kinds that nobody adds from the list: each has a page of its own."""


def form_to_add(reference: str, kind: str, *, quick: bool = False) -> str:
    """The address of the form for a new entry; the quick note has one of its own."""
    if kind in PAGE_OF:
        return address(PAGE_OF[kind], reference=reference)
    if quick or kind == "contact":
        return address("quick_note" if quick else "record_contact", reference=reference)
    return address("add_entry", reference=reference, kind=kind)


def form_to_change(reference: str, tip: UUID, mark: Mark) -> str:
    """The address of the form that changes an entry in one way."""
    return f"{address('correct_entry', reference=reference, entry=tip)}?mark={mark.value}"


def form_to_open() -> str:
    """The address of the form that opens a record: there is no reference yet."""
    return address("open_record")


def form_to_ask() -> str:
    """The address of the form that asks to be involved in a record: its author may not know that there is one."""
    return address("ask_to_be_involved")


def name_of_opening(record: UUID) -> str:
    """The name for what is typed about a record that is still to be opened."""
    return f"{form_to_open()}#{record}"


def name_in(reference: str, posted: QueryDict) -> str | None:
    """The name for what a form holds; None for what no form of ours sends.

    No reference: it opens a record, or asks to be involved in one.
    """
    if not reference:
        record, asks = uuid_in(posted, "record"), uuid_in(posted, "entry")
        if record:
            return name_of_opening(record)
        return f"{form_to_ask()}#{asks}" if asks else None
    entry, tip, mark = uuid_in(posted, "entry"), uuid_in(posted, "tip"), mark_in(posted)
    model = kinds().get(posted.get("kind", ""))
    if entry is None or model is None:
        return None
    if tip:
        return f"{form_to_change(reference, tip, mark)}#{entry}" if mark else None
    if model is SubjectReview:
        asked, item = uuid_in(posted, "asked"), uuid_in(posted, "item")
        if not asked or not item:
            return None
        return f"{address('subject_item', reference=reference, asked=asked, item=item)}#{entry}"
    form = form_to_add(reference, model.kind, quick="quick" in posted)
    return f"{form}#{entry}" if model.by_hand or model.kind in PAGE_OF else None


def opening(name: str) -> str:
    """The address at which one draft is opened again."""
    form, _, entry = name.partition("#")
    return f"{form}{'&' if '?' in form else '?'}draft={entry}"


# --- keeping, and finding again


def typed_in(posted: QueryDict) -> Typed:
    """Everything that was typed and chosen, but for passwords and tokens."""
    return {name: [str(one) for one in values] for name, values in posted.lists() if name not in NEVER_KEPT}


def as_sent(typed: Typed) -> QueryDict:
    """What was typed, as if its form had just been sent."""
    fields = QueryDict(mutable=True)
    for name, values in typed.items():
        fields.setlist(name, values)
    return fields


def keep(reader: Reader, name: str, posted: QueryDict, record: Record | None) -> datetime:
    """Keep a form's text for its author; says when. Of a change, note which words are the author's own."""
    typed, tip = dict(typed_in(posted)), uuid_in(posted, "tip")
    if tip:
        typed[BY_HAND] = _by_hand(typed, record.by_entry.get(tip) if record else None)
    return keep_draft(reader, name, typed)


def _by_hand(typed: Typed, statement: Statement | None) -> list[str]:
    """Where the record cannot be read any more, only the reason is sure to be the author's own."""
    if statement is None:
        return ["entry-reason"]
    there = {_plain(text) for entry in statement.entries for text in _texts(entry)}
    return [name for name, values in typed.items() if {_plain(one) for one in values} - there]


def _texts(entry: Entry) -> list[str]:
    said = entry.said.model_dump().values() if entry.said else ()
    return ["", entry.source.by, *(text for text in said if isinstance(text, str))]


def _plain(text: str) -> str:
    """Browsers send line ends in their own way."""
    return " ".join(text.split())


def kept_in(reader: Reader, form: str, entry: str) -> Unsent | None:
    """The draft of one form that was asked for by its entry's id; None without one."""
    found = drafts_of(reader, f"{form}#{entry}") if entry else []
    return next((one for one in found if one.name == f"{form}#{entry}"), None)


def kept_for(reader: Reader, reference: str, forms: Collection[str], asked: str = "") -> Unsent | None:
    """What was typed into one of these forms: the draft that was asked for by its entry's id, or else the latest."""
    under = address("record", reference=reference)
    found = [one for one in drafts_of(reader, under) if one.name.partition("#")[0] in forms]
    return next((one for one in found if one.name.endswith(f"#{asked}")), next(iter(found), None))


def openings_kept_for(reader: Reader) -> list[Unsent]:
    """The records that somebody began to open and has not opened, the latest first."""
    return drafts_of(reader, f"{form_to_open()}#")


def when_kept(moment: datetime) -> str:
    """«23 November at 16.52»; without the year, as drafts live for a month."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {MONTHS[local.month]} at {local:%H:%M}"
