"""What stands around every page: who is signed in, and the frame that needs neither database nor session."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.record.notices import anything_new


def reader_of_page(request: HttpRequest) -> Reader | None:
    """Who reads, as the middleware found out; nobody where it did not come so far."""
    return getattr(request, "reader", None)


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page with who is signed in, and with what was just done."""
    reader = reader_of_page(request)
    signed_in = None
    if request.user.is_authenticated:
        signed_in = {
            "name": request.user.name,
            "agency": reader.agency_name if reader else "",
            "notices": bool(reader and role_may(reader.role, Permission.SEE_CASELOAD)),
            "new": bool(reader and role_may(reader.role, Permission.SEE_CASELOAD) and anything_new(reader)),
            "staff": bool(reader and role_may(reader.role, Permission.LOOK_AFTER_STAFF)),
        }
    around = {"signed_in": signed_in, "now": timezone.now(), "done": list(messages.get_messages(request))}
    return render(request, f"pages/{template}.html", around | context, status=status)


def show_alone(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """A page that asks neither the database nor the session for anything."""
    around: dict[str, Any] = {"signed_in": None, "done": []}
    return render(request, f"pages/{template}.html", around | context, status=status)
