"""Signing in with an agency's own account. Which agencies do is not listed: it is looked up by an address's domain.

The answer depends on what stands after the @ and on nothing else, so it says nothing about any person. From the form
a page with a link leads on: browsers follow no form to another site under our content security policy.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from firsthome.access.sign_in_tables import SignInService
from firsthome.access.single_sign_on import NotVouchedFor, begin, services_for, who_came_back
from firsthome.audit.looks import record_look
from firsthome.kit.addresses import address
from firsthome.kit.forms import Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import public
from firsthome.pages.signing_in import (
    NEXT,
    carried_so_far,
    go_on,
    keep_for_later,
    page_of_this_service,
    visit_of_signing_in,
)

GONE_THERE = "agency_sign_in"
"""In the session: which service, and what has to come back from it."""
NAME_NEEDED = "Enter your work e-mail address"
NONE = "No agency here uses its own account for that address: sign in with your password"
DID_NOT_WORK = "Your agency’s account could not be used to sign in here: try again, or use your password"


@public
def agency_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the work e-mail address, and show the way to the account it may belong to."""
    if request.user.is_authenticated:
        return redirect("/")
    if request.method != "POST":
        return _ask(request)
    keep_for_later(
        request, page_of_this_service(request, request.POST.get("next", "")), carried_so_far(request)
    )
    name = request.POST.get("name", "").strip()
    if not name:
        return _ask(request, NAME_NEEDED)
    services = services_for(name)
    return _ask(request, services=services) if services else _ask(request, NONE)


@public
def agency_sign_in_go(request: HttpRequest, agency: int) -> HttpResponse:
    """To the agency's service."""
    service = SignInService.objects.filter(pk=agency).first()
    if service is None or request.user.is_authenticated:
        return redirect("sign_in")
    try:
        begun = begin(service, _back(request))
    except NotVouchedFor:
        return _ask(request, DID_NOT_WORK)
    request.session[GONE_THERE] = {"agency": service.pk, "kept": begun.kept}
    return redirect(begun.address)


@public
def agency_sign_in_back(request: HttpRequest) -> HttpResponse:
    """Back from the service, with its word for who it is. It counts once, in the browser that asked."""
    gone = request.session.pop(GONE_THERE, None)
    service = (
        SignInService.objects.select_related("agency").filter(pk=gone["agency"]).first() if gone else None
    )
    if service is None or request.user.is_authenticated:
        return redirect("sign_in")
    try:
        practitioner, second_step_done = who_came_back(
            service, _back(request), gone["kept"], request.GET.dict()
        )
    except NotVouchedFor:
        record_look(visit_of_signing_in(request, None), "agency_sign_in", None, denied=True)
        return _ask(request, DID_NOT_WORK)
    return go_on(request, practitioner, second_step_done=second_step_done)


def _back(request: HttpRequest) -> str:
    """The one address of ours that the service sends people back to."""
    return request.build_absolute_uri(address("agency_sign_in_back"))


def _ask(
    request: HttpRequest, problem: str = "", services: list[SignInService] | None = None
) -> HttpResponse:
    return show(
        request,
        "agency_sign_in",
        422 if problem else 200,
        problems=[Problem("name", problem)] if problem else [],
        name=request.POST.get("name", ""),
        services=services or [],
        after=request.session.get(NEXT, ""),
        carried=bool(carried_so_far(request)),
    )
