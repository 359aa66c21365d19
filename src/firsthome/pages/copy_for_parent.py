"""A parent's copy: first whether it is safe, then what goes in, then a look at it, and only then the copy.

At the look each part can be said in easier words, and hard sentences are named; nothing is ever stopped by that.
«Read together, not left» makes no file: it is read from the preview. Source: safety rules 2 and 11; hazards 5, 14, 29.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.exchange.documents.for_parents import (
    FILE_NAME,
    TITLES,
    Part,
    easily,
    given_before,
    in_plain_words,
    offered,
    only_together,
    parents,
    parents_pdf,
)
from firsthome.exchange.documents.making import Making, without_addresses
from firsthome.exchange.documents.passing_on import may_be_passed_on
from firsthome.exchange.documents.reading_age import reading_of
from firsthome.exchange.documents.sections import Drawing
from firsthome.exchange.documents.typeset import not_printable
from firsthome.kinds.copy_for_family import Copied, CopyForFamily, InOtherWords, Layout, Way
from firsthome.kinds.handling import Use
from firsthome.kinds.record import Record, Statement
from firsthome.kit.addresses import address
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form
from firsthome.pages.choices import short_words
from firsthome.pages.copy_of_picture import PICTURES, people_drawn, picture_for_family
from firsthome.pages.family_copy import FAMILY, NOBODYS_AGENCY
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.making import making
from firsthome.pages.paper import part_that_lies_open
from firsthome.pages.pictures.svg import drawn
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.unsent import uuid_in
from firsthome.reading.babies import only_losses
from firsthome.record.append import append
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.sign import signed

SAFE = ("person", "safe_to_give", "safe_to_keep", "who_else_reads", "way")
WHAT = ("parts", "layout", "note")
BACK = {
    Copied.PLAN: ("plan", "Back to the plan"),
    Copied.MINUTES: ("meetings_held", "Back to the meetings"),
    Copied.ENTRIES: ("record", "Back to the record"),
    Copied.PICTURE: ("genogram", "Back to the picture"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """One copy that is being made: of what, of which meeting, and for which page."""

    request: HttpRequest
    page: RecordPage
    of: Copied
    meeting: UUID | None
    picture: str

    def offered_to(self, free: Record, person: UUID) -> dict[UUID, Statement]:
        """What can go in."""
        if self.of is Copied.PICTURE:
            return people_drawn(self.page)
        return {one.current.content.id: one for one in offered(free, person, self.of, self.meeting)}

    def back(self) -> str:
        """Where whoever makes it comes from."""
        page = self.picture if self.of is Copied.PICTURE else BACK[self.of][0]
        return address(page, reference=self.page.found.reference)


@record_page(Permission.PREVIEW_AS)
def copy_for_parent(request: HttpRequest, page: RecordPage, of: str) -> HttpResponse:
    """The page that comes next: is it safe, what goes in, how it reads, and the copy."""
    copied = next((one for one in Copied if one.value == of), None)
    if copied is None:
        raise Http404
    picture = request.GET.get("picture", "")
    asking = Asking(
        request,
        page,
        copied,
        uuid_in(request.GET, "meeting"),
        picture if picture in PICTURES else PICTURES[0],
    )
    if only_losses(page.record):
        return show(
            request, "copy_for_parent", page=page, lost=True, problems=[], back=asking.back(), back_words=""
        )
    people = [Option(str(one), page.names.person(one), one) for one in parents(page.record)]
    safe = Form(
        CopyForFamily,
        choices={"person": people},
        fixed=_later(copied) | {"parts": (), "note": "", "layout": Layout.PLAIN},
    )
    posted = request.POST if request.method == "POST" else None
    decided = _checked(page, safe, safe.take(posted)) if posted is not None else None
    if decided is None:
        return _ask(asking, safe, "safe")
    return _chosen(asking, people, safe, decided)


def _later(of: Copied) -> dict[str, object]:
    return {"of": of, "in_other_words": ()}


def _chosen(
    asking: Asking, people: list[Option], safe: Form[CopyForFamily], decided: CopyForFamily
) -> HttpResponse:
    """It is safe: what goes in, then how it reads, then the copy."""
    page, posted = asking.page, asking.request.POST
    free = _free(page)
    found = asking.offered_to(free, decided.person)
    entries = [Option(str(id_), short_words(page, id_), id_) for id_ in found]
    ticked = () if asking.of is Copied.ENTRIES else tuple(found)
    what = Form(
        CopyForFamily,
        choices={"person": people, "parts": entries},
        start={"parts": ticked} | {name: getattr(decided, name) for name in SAFE},
        fixed=_later(asking.of),
    )
    step = posted.get("step", "")
    said = what.take(posted) if step in ("look", "keep") else None
    if said is None:
        if step == "again":
            what.show_again(posted)
        return _ask(asking, what, "what", safe)
    page.previewed_as = FAMILY
    page.looked_at += said.parts
    made = replace(making(page), record=free)
    parts = _parts(made, [found[one] for one in said.parts], said)
    said = said.model_copy(update={"in_other_words": tuple(_in_other_words(made, parts, posted))})
    worded = _worded(parts, said)
    drawing = picture_for_family(page, asking.picture, said.parts) if said.of is Copied.PICTURE else None
    if step == "keep":
        return _keep(asking, made, said, worded, drawing)
    lines = [*(line for one in worded for line in one.lines), said.note]
    return _ask(
        asking, what, "look", safe,
        parts=worded, picture=drawing, drawn_picture=drawn(drawing.svg) if drawing else "", said=said,
        reading=reading_of(lines), not_printed=not_printable(lines),
    )  # fmt: skip


def _checked(page: RecordPage, form: Form[CopyForFamily], said: CopyForFamily | None) -> CopyForFamily | None:
    """What was answered, if nothing in it speaks against giving a copy."""
    for name, words in said.cannot_be(page.today) if said else ():
        form.wrong[name] = Wrong(words)
    if said and said.way is Way.LEFT and only_together(page.record, said.of):
        form.wrong["way"] = Wrong(
            "Choose “Read together, not left”: what is written down may be found at home"
        )
    return None if form.wrong else said


def _free(page: RecordPage) -> Record:
    """What is open, and came with no condition from anybody."""
    lies_open = part_that_lies_open(page.found, page.record)
    return may_be_passed_on(lies_open, page.names, NOBODYS_AGENCY, Use.PRINT, page.today)


def _parts(made: Making, chosen: list[Statement], said: CopyForFamily) -> list[Part]:
    """In plain words, without a protected address, on the screen as on paper."""
    parts = in_plain_words(made, chosen, said.person, said.of)
    parts = easily(parts) if said.layout is Layout.EASY else parts
    return [Part(one.heading, without_addresses(one.lines, made.protected)) for one in parts]


def _in_other_words(made: Making, parts: list[Part], posted: QueryDict) -> Iterator[InOtherWords]:
    """What somebody put into easier words at the look; nothing where the words stayed."""
    for number, one in enumerate(parts):
        words = "\n".join(posted.get(f"words-{number}", "").split("\r\n")).strip()
        if words and words != "\n".join(one.lines).strip() and posted.get(f"heading-{number}") == one.heading:
            yield InOtherWords(heading=one.heading, words=without_addresses(words, made.protected))


def _worded(parts: list[Part], said: CopyForFamily) -> list[Part]:
    """Each part as it is given: in the words that were put in its place, where there are some."""
    other = {
        one.heading: [line for line in one.words.split("\n") if line.strip()] for one in said.in_other_words
    }
    return [Part(one.heading, other.get(one.heading, one.lines)) for one in parts]


def _ask(
    asking: Asking,
    form: Form[CopyForFamily],
    step: str,
    before: Form[CopyForFamily] | None = None,
    **more: object,
) -> HttpResponse:
    """One step; what was answered before goes along unseen."""
    asked = {"safe": SAFE, "what": WHAT, "look": ()}[step]
    along = [(before.fields[name].name, str(before.typed[name])) for name in SAFE] if before else []
    if step == "look":
        along += [("parts", one) for one in form.typed["parts"]]
        along += [(name, str(form.typed[name])) for name in ("layout", "note")]
    request, page = asking.request, asking.page
    return show(
        request, "copy_for_parent", 422 if form.wrong else 200, page=page, lost=False, step=step, along=along,
        drawn=form.drawn(asked), problems=form.problems, safe=safe_contact_of(page), title=TITLES[asking.of],
        what=asking.of.label, back=asking.back(), back_words=BACK[asking.of][1],
        sent=uuid_in(request.POST, "entry") or uuid7(), **more,
    )  # fmt: skip


def _keep(
    asking: Asking, made: Making, said: CopyForFamily, parts: list[Part], picture: Drawing | None
) -> HttpResponse:
    """Write down what was decided, and give the copy if one is left."""
    request, page = asking.request, asking.page
    before = given_before(page.record, said)
    try:
        entry = signed(said, page.reader, uuid_in(request.POST, "entry") or uuid7(), about=(said.person,))
        append(page.found.id, entry, page.reader)
    except (SameIdOtherContent, NotThere):
        return redirect(request.get_full_path())
    if said.way is Way.TOGETHER:
        messages.success(request, "Written down: read together, not left", extra_tags=str(entry.id))
        return redirect(asking.back())
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(
        parents_pdf(made, said, parts, before, picture), content_type="application/pdf", headers=headers
    )
