"""Adding an entry: choosing what to add, answering its questions, and word that it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from firsthome.access.permissions import Permission
from firsthome.kinds.contact import Contact
from firsthome.kinds.entry import Entry, Mark, Said
from firsthome.kinds.involvement import Involvement
from firsthome.kinds.registry import kinds
from firsthome.kinds.vulnerability import Vulnerability
from firsthome.kit.addresses import address
from firsthome.kit.forms import Problem
from firsthome.pages.about_law import told_about_law
from firsthome.pages.begun import begun, goes_with
from firsthome.pages.beside import beside
from firsthome.pages.choose_topic import begin_with, choose_topic, chosen_topic, help_beside, only_chosen
from firsthome.pages.compare import UNSENT, compare
from firsthome.pages.draft import Draft
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.go_on import go_on
from firsthome.pages.narrow import for_the_script
from firsthome.pages.safe_contact import safe_contact_of
from firsthome.pages.search_first import begin_with_answers, known_person, search_first, searching
from firsthome.pages.time_out import author_of_form
from firsthome.pages.told_at_once import tell_those_concerned
from firsthome.pages.turns_on import drawn_for, orders_for_the_script
from firsthome.pages.unsent import as_sent, form_to_add, kept_for, uuid_in, when_kept
from firsthome.record.append import DECIDES, append
from firsthome.record.drafts import Unsent, drop_draft
from firsthome.record.errors import AlreadyChanged, NotThere, SameIdOtherContent
from firsthome.record.involvement_requests import InvolvementRequest, asked_of

BEGINS_ON = {
    "contact": "record_contact",
    "question": "still_unknown",
    "conversation": "conversations_had",
    "message": "messages_given",
}
"""Kinds of which one first sees what is there already."""


IN_WORDS = {
    "action": "Add an action",
    "change": "Add a change that a parent wants",
    "contact": "Record a contact",
    "contribution": "Add your agency’s contribution to an assessment",
    "conversation": "Write down a conversation",
    "decision": "Add a decision",
    "contingency": "Say what is done if something happens",
    "copy_held": "Say who holds a copy",
    "discharge_plan": "Write the plan for going home",
    "event": "Add an event",
    "birth_plan": "Write the safeguarding birth plan",
    "goal": "Add a goal",
    "her_own_support": "Say what support she has in her own right",
    "kept_away": "Name somebody who is kept away from the birth",
    "plan_rule": "Add a rule, with who checks it",
    "plan_sign_off": "Answer for your agency",
    "plan_view": "Write down what a parent says of the plan",
    "challenge": "Take it further: a challenge",
    "help_offer": "Write down that early help was offered",
    "hypothesis": "Say what might explain it",
    "late_booking": "Write down what is known about the late booking",
    "meeting": "Add a meeting",
    "meeting_part": "Write down what an agency tells a meeting",
    "message": "Write down a message that was given",
    "missing_alert": "Write down an alert to others",
    "national_flag": "Write down how it stands with the national flag",
    "pre_proceedings": "Write down that pre-proceedings were begun or ended",
    "outcome": "Record a birth or another outcome",
    "person": "Add a person",
    "plan": "Add a plan",
    "question": "Ask a question",
    "referral": "Add a referral",
    "referral_received": "Say that a referral was received",
    "vulnerability": "Add a vulnerability",
}
"""What adding one is called, where that reads better than its name."""


@record_page(Permission.ADD_ENTRY)
def choose_kind(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """What can be added, in the words that people use."""
    offered = [model for model in kinds().values() if model.by_hand and page.may(permission_to_add(model))]
    return show(
        request,
        "choose_kind",
        page=page,
        offered=[
            (model.title, _begins_on(page, model.kind))
            for model in sorted(offered, key=lambda model: model.title)
        ],
    )


def _begins_on(page: RecordPage, kind: str) -> str:
    """Where one begins to add it: on a page of its own, or with the form."""
    if kind in BEGINS_ON:
        return address(BEGINS_ON[kind], reference=page.found.reference)
    return address("add_entry", reference=page.found.reference, kind=kind)


@record_page(Permission.ADD_ENTRY)
def record_contact(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Record a contact, the thing that is added most."""
    return _add(request, page, "contact")


@record_page(Permission.ADD_ENTRY)
def add_entry(request: HttpRequest, page: RecordPage, kind: str) -> HttpResponse:
    """Add an entry of any kind that people add by hand."""
    return _add(request, page, kind)


def permission_to_add(model: type[Said]) -> Permission:
    """Involving others, closing and holding decide about the record, so they take more than adding does."""
    return DECIDES.get(model.kind, Permission.ADD_ENTRY)


def _add(request: HttpRequest, page: RecordPage, kind: str) -> HttpResponse:
    model = kinds().get(kind)
    if model is None or not model.by_hand:
        raise Http404
    page.need(permission_to_add(model))
    begins = only_chosen(request) or searching(request)
    posted = request.POST if request.method == "POST" and not begins else None
    id_ = uuid_in(request.GET, "asked") if model is Involvement else None
    asked = asked_of(page.found.id, id_) if id_ else None
    kept = (
        None
        if posted is not None or asked
        else kept_text(request, page, form_to_add(page.found.reference, kind))
    )
    start = begun(page, model, request.GET)
    if kept and "draft" not in request.GET and not goes_with(kept, start):
        kept = None
    if posted is None and kept is None and (first := _before_the_form(request, page, model)):
        return first
    known = known_person(as_sent(kept.typed) if kept else request.POST)
    draft = Draft(page, model, posted=posted, kept=kept, start=start, known=known)
    if posted is None and kept is None:
        _begin(draft, request, asked)
    return take_or_ask(request, page, draft, adding(model))


def adding(model: type[Said]) -> str:
    """What somebody does who adds one: the heading of its form, and the link that leads there."""
    return IN_WORDS.get(model.kind, f"Add: {model.title[0].lower()}{model.title[1:]}")


def _before_the_form(request: HttpRequest, page: RecordPage, model: type[Said]) -> HttpResponse | None:
    """What comes first for some kinds: what a vulnerability is about, or whether somebody is known already."""
    if model is Vulnerability and chosen_topic(request) is None:
        return choose_topic(request, page)
    return search_first(request, page, model)


def _begin(draft: Draft, request: HttpRequest, asked: InvolvementRequest | None) -> None:
    """What was said before the form stands in it already."""
    topic = chosen_topic(request)
    if asked:
        _begin_with(draft, asked)
    if draft.model is Vulnerability and topic:
        begin_with(draft, topic)
    if searching(request):
        begin_with_answers(draft, request.POST)


def _begin_with(draft: Draft, asked: InvolvementRequest) -> None:
    """Whoever asked to be involved stands in the form already: whom, and nothing of how much."""
    if draft.said:
        for name, answer in (
            ("agency", asked.agency),
            ("practitioner", asked.practitioner),
            ("why", asked.why),
        ):
            draft.said.typed[name] = draft.said.fields[name].shown(answer)


def kept_text(request: HttpRequest, page: RecordPage, form: str) -> Unsent | None:
    """What its reader typed into a form before, and has not sent."""
    return kept_for(page.reader, page.found.reference, [form], request.GET.get("draft", ""))


def take_or_ask(
    request: HttpRequest,
    page: RecordPage,
    draft: Draft,
    heading: str,
    then: Callable[[RecordPage, Entry], HttpResponse] = go_on,
    **more: Any,
) -> HttpResponse:
    """Keep what was sent, or show the form: empty at first, with everything typed and what to do after that.

    `more` is what the template shows besides.
    """
    entry = draft.take() if draft.posted is not None else None
    if entry:
        try:
            append(page.found.id, entry, page.reader)
        except (AlreadyChanged, SameIdOtherContent) as clash:
            return compare(request, page, draft, entry, clash)
        except NotThere as problem:
            draft.problems = [Problem("", str(problem))]
        else:
            tell_those_concerned(page, entry)
            _sent(request, page, draft, entry)
            return then(page, entry)
    return show(
        request,
        "entry_form",
        200 if draft.posted is None else 422,
        page=page,
        draft=draft,
        before=_before(page, draft),
        heading=heading,
        sections=draft.sections(),
        problems=draft.problems,
        kept_at=when_kept(draft.kept.saved_at) if draft.kept else "",
        author=author_of_form(page.reader),
        narrow=for_the_script(draft.model, draft.around),
        orders=orders_for_the_script(draft.model) if draft.said else "",
        drawn_for=drawn_for(draft),
        safe=safe_contact_of(page) if draft.model is Contact else None,
        help=help_beside(draft),
        beside=beside(page, draft),
        about_law=told_about_law(draft.said),
        **more,
    )


def _before(page: RecordPage, draft: Draft) -> str:
    """What the entry says that is being changed."""
    content = draft.changing.line.content if draft.changing else None
    return (
        f"{content.happened.say()}: {content.said.sentence(content, page.names)}"
        if content and content.said
        else ""
    )


def _sent(request: HttpRequest, page: RecordPage, draft: Draft, entry: Entry) -> None:
    """It is on record, so nothing stays unsent; word of it for the page that comes next.

    That page comes by redirect, so that going back sends nothing again.
    """
    drop_draft(page.reader, draft.name, *(draft.posted.getlist(UNSENT) if draft.posted else ()))
    words = f"{draft.title} added" if entry.mark is None else "Your change is kept"
    seen = "" if entry.mark is Mark.MISFILED else str(entry.id)
    messages.success(request, words, extra_tags=seen)
