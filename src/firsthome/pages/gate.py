"""The gate: every page says who may open it, and every look is written down before the page is sent.

404 comes before 403: what a reader may not know of looks, byte for byte, like what does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from firsthome.access.permissions import WHY_NOT, Permission, level_allows, role_may
from firsthome.access.principals import Reader
from firsthome.audit.looks import Visit, record_found, record_look
from firsthome.kinds.communication import Communication
from firsthome.kinds.contact_details import ContactDetails
from firsthome.kinds.family import PersonOnRecord
from firsthome.kinds.record import Record
from firsthome.kit.requests import request_id
from firsthome.pages import errors
from firsthome.pages.frame import reader_of_page
from firsthome.pages.paper import for_paper
from firsthome.reading.contested import marks
from firsthome.record.errors import NotAllowed
from firsthome.record.names import KnownNames, names_for
from firsthome.record.open import REFERENCE
from firsthome.record.read import Found, find, read

PAPER = "paper"
"""What a page's address says when it is asked for on paper."""

P = ParamSpec("P")
View = Callable[..., HttpResponse]


@dataclass
class RecordPage:
    """One record, open in front of one reader. What it holds is read when it is first asked for."""

    found: Found
    reader: Reader
    looked_at: list[UUID] = field(default_factory=list)
    """The entries that this page opens, for those who later ask who opened them."""
    also_named: set[int] = field(default_factory=set)
    """Practitioners whom the page names although they wrote nothing here."""
    printed: str = ""
    """The address of this page on paper; empty where there is none."""
    screen: str = ""
    """The address of this page on the screen, where it can be printed."""
    paper: bool = False
    """Whether this is the page on paper: then it holds only what may lie on a desk."""
    previewed_as: str = ""
    """As whom it is previewed, for those who later ask who looked: «agency-3», «practitioner-12» or «family»."""

    @cached_property
    def record(self) -> Record:
        """What this reader may see of it; on paper, what of that may be printed."""
        return self._on_paper[0] if self.paper else self.on_screen

    @cached_property
    def names(self) -> KnownNames:
        """What to call everybody."""
        return self._on_paper[1] if self.paper else names_for(self.record, self.reader, self.also_named)

    @cached_property
    def on_screen(self) -> Record:
        """All that this reader may see of it."""
        return read(self.found, self.reader)

    @cached_property
    def _on_paper(self) -> tuple[Record, KnownNames]:
        names = names_for(self.on_screen, self.reader, self.also_named)
        return for_paper(self.found, self.reader, self.on_screen, names, self.today)

    @cached_property
    def contested(self) -> dict[UUID, str]:
        """What stands beside an entry wherever it is named: that somebody whom it is about contests it."""
        return marks(self.record)

    @cached_property
    def family(self) -> Record:
        """Who is on it, and how they can be reached: enough for most forms, and quick however long the record is.

        Where the whole record was read already, that serves as well.
        """
        if "record" in vars(self):
            return self.record
        return read(
            self.found, self.reader, only=(PersonOnRecord.kind, ContactDetails.kind, Communication.kind)
        )

    @cached_property
    def family_names(self) -> KnownNames:
        """What to call those who are on it."""
        return self.names if "record" in vars(self) else names_for(self.family, self.reader)

    @cached_property
    def today(self) -> date:
        """The day it is in London."""
        return timezone.localdate()

    def may(self, permission: Permission) -> bool:
        """Whether the reader may do this here."""
        level = self.found.level_for(permission)
        return role_may(self.reader.role, permission) and level_allows(level, permission)

    def need(self, permission: Permission) -> None:
        """Stop here, with the reason in words, unless the reader may do this."""
        if not self.may(permission):
            raise NotAllowed(WHY_NOT[permission])


RecordView = Callable[Concatenate[HttpRequest, RecordPage, P], HttpResponse]


def record_page(permission: Permission, *, prints: bool = False) -> Callable[[RecordView[P]], View]:
    """A page about one record: found or 404, permitted or 403, and the look written down.

    One that `prints` can be asked for on paper.
    """

    def gated(view: RecordView[P]) -> View:
        @wraps(view)
        def answer(request: HttpRequest, reference: str, **parts: Any) -> HttpResponse:
            reader = reader_of_page(request)
            if reader is None:
                return _not_a_reader(request)
            found = find(reference, reader) if role_may(reader.role, Permission.READ_RECORD) else None
            if found is None:
                write_try(request, reference)
                return errors.not_found(request)
            opened = RecordPage(found, reader)
            if prints and not found.emergency:  # what was opened in an emergency is read, not printed
                opened.screen, opened.printed = _both_ways(request)
                opened.paper = PAPER in request.GET
            return _opened(request, opened, permission, view, parts)

        return _marked(answer, permission)

    return gated


def page(permission: Permission) -> Callable[[View], View]:
    """A page about no record in particular, for those whose role includes it."""

    def gated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
            reader = reader_of_page(request)
            if reader is None:
                return _not_a_reader(request)
            if not role_may(reader.role, permission):
                _write_look(request, None, denied=True)
                return errors.not_allowed(request, WHY_NOT[permission])
            response = view(request, reader, **parts)
            _write_look(request, None)
            return response

        return _marked(answer, permission)

    return gated


def public(view: View) -> View:
    """A page for everybody: signing in and out, and whether the service is well."""
    return _marked(view, None)


def _marked(view: View, permission: Permission | None) -> View:
    """Say on the view itself who may open it; a test refuses views that do not say."""
    view.permission = permission  # type: ignore[attr-defined]
    return view


def _opened(
    request: HttpRequest, opened: RecordPage, permission: Permission, view: View, parts: dict[str, Any]
) -> HttpResponse:
    """The page, its refusal, or its failure: each leaves its look before anything is sent."""
    found = opened.found
    try:
        opened.need(permission)
        response = view(request, opened, **parts)
    except NotAllowed as refusal:
        _write_look(request, found, denied=True)
        return errors.not_allowed(request, str(refusal))
    except Http404:
        _write_look(request, found, denied=True)
        return errors.not_found(request)
    except Exception:
        _write_look(request, found, opened.looked_at)
        raise
    _write_look(request, found, opened.looked_at, previewed_as=opened.previewed_as)
    return response


def _not_a_reader(request: HttpRequest) -> HttpResponse:
    """Somebody who is not signed in, or who works for no agency here."""
    if request.user.is_authenticated:
        _write_look(request, None, denied=True)
        return errors.no_membership(request)
    if request.method == "POST":
        return errors.signed_out(request)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def _both_ways(request: HttpRequest) -> tuple[str, str]:
    """The address of the same page on the screen and on paper, with what was chosen on it."""
    asked = request.GET.copy()
    asked.pop(PAPER, None)
    screen = f"{request.path}?{asked.urlencode()}"
    asked[PAPER] = "yes"
    return screen.removesuffix("?"), f"{request.path}?{asked.urlencode()}"


def _write_look(
    request: HttpRequest,
    found: Found | None,
    entries: Sequence[UUID] = (),
    *,
    denied: bool = False,
    previewed_as: str = "",
) -> None:
    """Whatever is looked at during an emergency is marked as such, and a preview says as whom."""
    record_look(
        visit_of(request),
        " ".join(filter(None, [page_name(request), previewed_as])),
        found.id if found else None,
        denied=denied,
        entries=entries,
        emergency=found.emergency if found else None,
    )


def write_try(request: HttpRequest, reference: str) -> None:
    """A look at what is not there, or not for this reader: the same for both. What was typed is kept only if it can
    be a reference, so that those who may see who looked at that record see this too.
    """
    tried = reference if REFERENCE.fullmatch(reference) else ""
    record_look(visit_of(request), f"tried {tried}" if tried else page_name(request), None, denied=True)


def write_found(request: HttpRequest, records: Sequence[UUID]) -> None:
    """Each record that a search showed was looked at by that."""
    record_found(visit_of(request), f"{page_name(request)}_found", records)


def visit_of(request: HttpRequest) -> Visit:
    """Who came, from where, in which request."""
    reader = reader_of_page(request)
    return Visit(
        practitioner=request.user.pk,
        agency=reader.agency if reader else None,
        address=request.META.get("REMOTE_ADDR") or None,
        request=request_id.get(),
    )


def page_name(request: HttpRequest) -> str:
    """The name of the page that was asked for; printing is a look of its own name."""
    name = (request.resolver_match.url_name if request.resolver_match else None) or "unknown"
    return f"{name}_on_paper" if PAPER in request.GET else name
