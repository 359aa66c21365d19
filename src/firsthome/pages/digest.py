"""The digest by e-mail: whether somebody wants one, how often, and that they read the address it goes to."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import BaseModel, ConfigDict

from firsthome.access.digests import Often, ask_to_confirm, choose, confirm, digest_of
from firsthome.access.permissions import Permission
from firsthome.access.principals import Reader
from firsthome.kinds.choices import Choice
from firsthome.kinds.entry import ask
from firsthome.kit.forms import Form
from firsthome.pages.frame import show
from firsthome.pages.gate import page

CHOSEN = {
    Often.NEVER: "You get no digest",
    Often.DAILY: "You get a digest on working days",
    Often.WEEKLY: "You get a digest once a week",
}
ON_ITS_WAY = "A message to confirm your address is on its way"
KEPT = "Your choice is kept"


class HowOften(Choice):
    """How often a digest comes."""

    NEVER = Often.NEVER.value, "Do not send me one"
    DAILY = Often.DAILY.value, "On working days"
    WEEKLY = Often.WEEKLY.value, "Once a week, on its first working day"


class DigestForm(BaseModel):
    """How often somebody wants a digest."""

    model_config = ConfigDict(frozen=True)

    often: HowOften = ask("How often do you want a digest?", missing="Choose how often you want a digest")


@page(Permission.OWN_DIGEST)
def your_digest(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Choose how often, or have the message to confirm the address sent again."""
    mine, own_address = digest_of(reader.practitioner), request.user.get_username()
    if request.method == "POST" and "again" in request.POST:
        ask_to_confirm(reader.practitioner, own_address)
        messages.success(request, ON_ITS_WAY)
        return redirect("your_digest")
    form = Form(DigestForm, choices={}, start={"often": HowOften.stored_as(mine.often.value)})
    said = form.take(request.POST) if request.method == "POST" else None
    if said:
        choose(reader.practitioner, own_address, Often(said.often.value))
        messages.success(request, _what_follows(reader))
        return redirect("your_digest")
    return show(
        request, "your_digest", 422 if form.wrong else 200, drawn=form.drawn(), problems=form.problems, mine=mine,
        own_address=own_address, is_sent=settings.MAIL_IS_SENT, stays_here=settings.MAIL_STAYS_HERE,
        waits=settings.MAIL_IS_SENT and mine.often is not Often.NEVER and not mine.confirmed,
    )  # fmt: skip


def _what_follows(reader: Reader) -> str:
    """What their choice comes to, as things stand."""
    mine = digest_of(reader.practitioner)
    if mine.confirmed or mine.often is Often.NEVER:
        return CHOSEN[mine.often]
    return ON_ITS_WAY if settings.MAIL_IS_SENT else KEPT


@page(Permission.OWN_DIGEST)
def confirm_digest(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Whoever opens the link while signed in as themselves reads the address; a link alone changes nothing."""
    code = request.POST.get("code") or request.GET.get("code", "")
    fits = digest_of(reader.practitioner).fits(code)
    if request.method == "POST" and fits:
        confirm(reader.practitioner)
        messages.success(request, "Your address is confirmed")
        return redirect("your_digest")
    return show(request, "confirm_digest", 422 if request.method == "POST" else 200, fits=fits, code=code)
