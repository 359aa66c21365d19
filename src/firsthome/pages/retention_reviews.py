"""Records whose time is over, for those who review them: references and dates, and no name anywhere.

Two people sign; then the operator destroys. Nothing is destroyed by a page. Source: domain facts, 3.7.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.kinds.sign_off import SignOff
from firsthome.kit.forms import Form, Problem
from firsthome.pages import errors
from firsthome.pages.frame import show
from firsthome.pages.gate import page
from firsthome.procedures.retention import retention
from firsthome.reading.retention import say_keep
from firsthome.record.certificates import latest_certificates, warnings_for
from firsthome.record.errors import NotThere
from firsthome.record.read import find
from firsthome.record.review import review_due, reviews_due
from firsthome.record.sign_off import sign_off


@page(Permission.REVIEW_KEEPING)
def retention_reviews(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everything whose day has come, and what was destroyed."""
    return show(
        request,
        "retention_reviews",
        reviews=reviews_due(timezone.localdate()),
        certificates=latest_certificates(),
        warnings=warnings_for(reader),
        procedure=retention(),
    )


@page(Permission.REVIEW_KEEPING)
def retention_review(request: HttpRequest, reader: Reader, reference: str) -> HttpResponse:
    """One of them: as what it is kept, and signing."""
    today = timezone.localdate()
    review = review_due(reference, today)
    if review is None:
        return errors.not_found(request)
    form, problems = Form(SignOff, choices={}), list[Problem]()
    if request.method == "POST" and (said := form.take(request.POST)):
        try:
            sign_off(reference, said.why, reader, today)
        except NotThere as problem:
            problems = [Problem("", str(problem))]
        else:
            messages.success(request, "You have signed")
            return redirect("retention_review", reference=reference)
    opens = role_may(reader.role, Permission.READ_RECORD) and find(reference, reader) is not None
    kept_as = retention().classes.get(review.kept_as)
    return show(
        request,
        "retention_review",
        200 if request.method != "POST" else 422,
        review=review,
        procedure=retention(),
        schedules=[(say_keep(one), one) for one in (*kept_as.keep, *retention().own)] if kept_as else [],
        signed_it=reader.practitioner in review.signed,
        opens=opens,
        questions=form.drawn(),
        problems=form.problems or problems,
    )
