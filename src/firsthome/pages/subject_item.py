"""Looking at one entry before it is released: its words, why to look closely, and what is decided about it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from uuid_utils.compat import uuid7

from firsthome.access.permissions import Permission
from firsthome.exchange.documents.subject_items import Item
from firsthome.exchange.documents.subject_pack import Looked
from firsthome.exchange.documents.subject_words import spans_of, without
from firsthome.kinds.subject_answer import SubjectReview, Verdict
from firsthome.kit.addresses import address
from firsthome.kit.form_fields import Option, Wrong
from firsthome.kit.forms import Form, Problem
from firsthome.pages.asked_beside import Reviewing
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.subject_answering import Answering, answering
from firsthome.pages.time_out import author_of_form
from firsthome.pages.unsent import as_sent, kept_in, uuid_in
from firsthome.procedures.rights import rights
from firsthome.record.append import append
from firsthome.record.drafts import drop_draft
from firsthome.record.errors import SameIdOtherContent
from firsthome.record.sign import signed

CHANGED = "What it says has changed since you opened this page. Read it again, then decide."
KEEPS_BACK = (Verdict.PART, Verdict.WITHHOLD)
SENT_BEFORE = "You decided this a moment ago, with other answers. Read what is kept, then decide again."


@record_page(Permission.ANSWER_REQUESTS)
def subject_item(request: HttpRequest, page: RecordPage, asked: UUID, item: UUID) -> HttpResponse:
    """Read it, decide, and go on with the next one that nobody has looked at."""
    one = answering(page, asked)
    looked = one.item(item)
    page.looked_at.append(item)
    form = _form(looked, one.gathering.proposed(looked.item))
    if request.method != "POST":
        return _begun(request, one, looked, form)
    if request.POST.get("seal") != looked.item.seal:
        return _page(request, one, looked, form, 409, [Problem("", CHANGED)])
    answers = form.take(request.POST)
    for field, words in _left_open(answers, one, looked.item) if answers else ():
        form.wrong.setdefault(field, Wrong(words))
    if answers is None or form.wrong:
        return _page(request, one, looked, form, 422)
    review = _review(answers, one, looked.item)
    if request.POST.get("step") == "show":
        return _page(request, one, looked, form, shown=_shown(review, looked.item))
    try:
        append(page.found.id, signed(review, page.reader, uuid_in(request.POST, "entry")), page.reader)
    except SameIdOtherContent:
        return _page(request, one, looked, form, 409, [Problem("", SENT_BEFORE)])
    drop_draft(page.reader, f"{_address(page, one, item)}#{uuid_in(request.POST, 'entry')}")
    messages.success(request, "Your decision is kept")
    return _next(page, one, item)


def _begun(request: HttpRequest, one: Answering, looked: Looked, form: Form[Reviewing]) -> HttpResponse:
    """The form, with what its reader typed into it before and did not send, if they go on with that."""
    here = _address(one.page, one, looked.item.id)
    kept = kept_in(one.page.reader, here, request.GET.get("draft", ""))
    if kept is None:
        return _page(request, one, looked, form)
    typed = as_sent(kept.typed)
    form.show_again(typed)
    changed = [] if typed.get("seal") == looked.item.seal else [Problem("", CHANGED)]
    return _page(request, one, looked, form, problems=changed, sent=uuid_in(typed, "entry"))


def _address(page: RecordPage, one: Answering, item: UUID) -> str:
    asked = one.request.current.content.id
    return address("subject_item", reference=page.found.reference, asked=asked, item=item)


def _form(looked: Looked, proposed: list[str]) -> Form[Reviewing]:
    """The questions: with what was decided before, or with what is proposed."""
    grounds = [Option(key, one.label, key, one.help) for key, one in rights().ground.items()]
    review = looked.review
    start: dict[str, object] = {"words": "\n".join(proposed)}
    if review:
        words = (looked.item.words[first:last] for first, last in review.spans())
        start = {name: getattr(review, name) for name in ("verdict", "reason", "why", "consulted")}
        start["words"] = "\n".join(dict.fromkeys(words)) or "\n".join(proposed)
    return Form(Reviewing, choices={"ground": grounds}, start=start)


def _left_open(answers: Reviewing, one: Answering, item: Item) -> Iterator[tuple[str, str]]:
    """Answers that do not go together: the field, and what to do."""
    goes_in = answers.verdict in (Verdict.RELEASE, Verdict.PART)
    if goes_in and (missing := one.missing(item)):
        yield "verdict", f"Write down the answer of {missing[0].whom_to_ask} first, or keep it back"
    if answers.verdict is Verdict.PART:
        yield from _words(answers.words, item)
    if answers.verdict in KEEPS_BACK and not answers.reason:
        yield "reason", "Choose on what ground"
    closely = answers.verdict is Verdict.RELEASE and item.closely
    if not answers.why and (closely or answers.verdict is Verdict.WITHHOLD):
        yield "why", "Write why it goes in as it is" if closely else "Write why it is kept back"
    ground = rights().ground.get(answers.reason) if answers.verdict in KEEPS_BACK else None
    if ground and ground.consulted and not answers.consulted:
        yield "consulted", "Write which health or social work professional was asked"


def _words(typed: str, item: Item) -> Iterator[tuple[str, str]]:
    """Words to take out have to stand in the entry."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        yield "words", "Write the words to take out, each on a line of its own"
    for line in lines:
        if not spans_of(item.words, line):
            yield "words", f"Copy the words exactly as they stand above: “{line}” is not there"


def _review(answers: Reviewing, one: Answering, item: Item) -> SubjectReview:
    part = answers.verdict is Verdict.PART
    lines = [line for line in answers.words.splitlines() if line.strip()] if part else []
    spans = sorted({span for line in lines for span in spans_of(item.words, line)})
    grounded = answers.verdict in KEEPS_BACK
    return SubjectReview(
        request=one.request.current.content.id,
        items=(item.id,),
        seals=(item.seal,),
        verdict=answers.verdict,
        taken_out=tuple(f"{first}-{last}" for first, last in spans),
        reason=answers.reason if grounded else "",
        why=answers.why,
        consulted=answers.consulted if grounded else "",
    )


def _shown(review: SubjectReview, item: Item) -> str:
    """What the person would read."""
    if review.verdict is Verdict.PART:
        return without(item.words, review.spans(), rights().ground[review.reason].instead)
    return item.words if review.verdict is Verdict.RELEASE else "Nothing of it."


def _next(page: RecordPage, one: Answering, item: UUID) -> HttpResponse:
    """The next one that nobody has looked at; the request once all are."""
    ids = [two.item.id for two in one.open]
    place = [two.item.id for two in one.looked].index(item)
    after = [two.item.id for two in one.looked[place + 1 :] if two.item.id in ids]
    left = [*after, *(two for two in ids if two not in after and two != item)]
    asked = one.request.current.content.id
    if left:
        return redirect("subject_item", reference=page.found.reference, asked=asked, item=left[0])
    return redirect("subject_request", reference=page.found.reference, asked=asked)


def _page(
    request: HttpRequest,
    one: Answering,
    looked: Looked,
    form: Form[Reviewing],
    status: int = 200,
    problems: list[Problem] | None = None,
    shown: str = "",
    sent: UUID | None = None,
) -> HttpResponse:
    when, *lines = looked.item.words.split("\n")
    return show(
        request,
        "subject_item",
        status,
        page=one.page,
        asked=one.request.current.content.id,
        item=looked.item,
        when=when,
        lines=lines,
        left=len(one.open),
        questions=form.drawn(),
        problems=problems or form.problems,
        shown=shown,
        grounds=rights().ground.values(),
        sent=sent or uuid_in(request.POST, "entry") or uuid7(),
        author=author_of_form(one.page.reader),
    )
