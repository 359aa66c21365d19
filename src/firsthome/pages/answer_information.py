"""Answering what another agency asked: given, in part, or not given and why. What is due first stands first.

Source: feature row 29; domain facts, 3.6 (record what was decided, and why, either way).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.kinds.entry import Entry
from firsthome.kinds.requests import HowGiven, InformationAnswer
from firsthome.kit.dates import say_day
from firsthome.kit.form_fields import Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.about_law import check_words_about_law, told_about_law
from firsthome.pages.ask_information import SENT_BEFORE, WhoSees
from firsthome.pages.entry import signature
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.sharing_choice import about_the_family, entry_options
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, form_to_add, kept_for, uuid_in
from firsthome.reading.requests import Asked, asked, to_answer
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import NotThere, SameIdOtherContent
from firsthome.record.preview import of_practitioner, seen_as
from firsthome.record.sign import signed


@record_page(Permission.ASK_INFORMATION)
def answer_information(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """One request that waits for the reader's agency, and the form to answer it; without one, what was asked of it."""
    wanted = request.GET.get("draft", "")
    kept = kept_for(page.reader, page.found.reference, [_form_name(page)], wanted) if wanted else None
    typed = request.POST if request.method == "POST" else as_sent(kept.typed if kept else {})
    one = _request(page, typed if "request" in typed else request.GET)
    if one is None:
        return show(request, "answer_information", page=page, one=None, problems=[])
    form, sees = _forms(page, one, set(typed.getlist("entries")))
    if kept and request.method != "POST":
        form.show_again(typed)
        sees.show_again(typed)
    sent, problems = uuid_in(typed, "entry") or uuid7(), list[Problem]()
    if request.method == "POST" and (entry := _take(page, one, form, sees, typed)):
        try:
            append(page.found.id, entry, page.reader)
        except SameIdOtherContent:
            problems = [Problem("", SENT_BEFORE)]
        except NotThere as problem:
            problems = [Problem("", str(problem))]
        else:
            drop_draft(page.reader, f"{_form_name(page)}#{sent}")
            messages.success(request, "Your answer is on the record", extra_tags=str(sent))
            return redirect("record", reference=page.found.reference)
    page.looked_at += [entry.id for entry in one.statement.entries]
    return show(
        request, "answer_information", 422 if request.method == "POST" else 200, page=page, one=one,
        asker=signature(page, one.by.agency, one.by.author), due=say_day(one.said.due),
        late=one.said.due < page.today, answered=not one.open, drawn=[*form.drawn(), *sees.drawn()],
        problems=problems + form.problems + sees.problems, sent=sent, kind=InformationAnswer.kind,
        author=author_of_form(page.reader), about_law=told_about_law(form),
    )  # fmt: skip


def _form_name(page: RecordPage) -> str:
    return form_to_add(page.found.reference, InformationAnswer.kind)


def _request(page: RecordPage, query: QueryDict) -> Asked | None:
    """The request that is answered: the one named, or what is due first; 404 for what is not theirs to answer."""
    named = uuid_in(query, "request")
    if named is None:
        return next(iter(to_answer(page.record, page.reader.agency)), None)
    for one in asked(page.record):
        if one.said.agency == page.reader.agency and named in {entry.id for entry in one.statement.entries}:
            return one
    raise Http404


def _forms(page: RecordPage, one: Asked, chosen: set[str]) -> tuple[Form[InformationAnswer], Form[WhoSees]]:
    """Only what their own agency said is offered: anything else is for whoever said it to share."""
    own = [entry for entry in about_the_family(page) if entry.agencies() == {page.reader.agency}]
    form = Form(
        InformationAnswer,
        choices={"entry": entry_options(page, own, chosen)},
        fixed={"request": one.statement.current.tip.id},
    )
    everyone = one.by.audience.everyone
    return form, Form(WhoSees, choices={}, leave_out=() if everyone else ("seen_by",))


def _take(
    page: RecordPage, one: Asked, form: Form[InformationAnswer], sees: Form[WhoSees], typed: QueryDict
) -> Entry | None:
    """The entry, ready to be added; None if a form says what to do first."""
    said, seen = form.take(typed), sees.take(typed)
    for field, words in _left_open(page, one, said) if said else ():
        form.wrong.setdefault(field, Wrong(words))
    if said:
        check_words_about_law(form, said, typed, page)
    if said is None or seen is None or form.wrong:
        return None
    audience = seen.seen_by.audience(page.reader.agency, one.by.agency)
    return signed(said, page.reader, uuid_in(typed, "entry"), audience=audience)


def _left_open(page: RecordPage, one: Asked, said: InformationAnswer) -> Iterator[tuple[str, str]]:
    """Answers that another answer calls for, and entries that whoever asked cannot read: where, and what to do."""
    if said.given is not HowGiven.NOT_GIVEN and not said.entries and not said.words:
        yield "words", "Choose entries that answer it, or write the answer"
    if said.given is not HowGiven.GIVEN and not said.why_not:
        yield "why_not", "Write why it is not given, or not all of it"
    if said.given is HowGiven.NOT_GIVEN and said.entries:
        yield "entries", "Choose no entries if it is not given"
    if said.entries:
        asker = of_practitioner(one.by.author, one.by.agency, page.reader)
        theirs = seen_as(page.found, page.reader, asker).by_entry
        if any(entry not in theirs for entry in said.entries):
            name = page.names.agency(one.by.agency)
            yield (
                "entries",
                f"{name} cannot read all of these yet: share them first, or write the answer in words",
            )
