"""Where somebody without an account answers: a link, a code, and nothing about anybody until the code fits.

Whatever the link, the first page is the same; so is the answer to a code that does not fit.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from pydantic import BaseModel, ConfigDict

from firsthome.kinds.entry import Line, Words, ask
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import public
from firsthome.record.outside_answers import question_behind, say

NOT_RIGHT = "Check the code. If it is right, this link is not in use any more: ring whoever sent it to you"
WRITING = "write"


class Saying(BaseModel):
    """What they say, and who they are."""

    model_config = ConfigDict(frozen=True)

    said: Words = ask(
        "Your answer",
        "What you saw or know yourself, and when. If you were told it, by whom.",
        missing="Write your answer",
    )
    said_by: Line = ask("Your name, and what you do", missing="Write your name and what you do")


@public
@never_cache
def answer_by_link(request: HttpRequest, link: str) -> HttpResponse:
    """Ask for the code; then ask the question; then say thank you."""
    if request.method != "POST":
        return show(request, "answer_by_link", link=link, problems=[])
    code = "".join(filter(str.isdigit, request.POST.get("code", "")))[:20]
    form = Form(Saying, choices={})
    writing = request.POST.get("step") == WRITING
    words = form.take(request.POST) if writing else None
    if words and say(link, code, words.said, words.said_by):
        return show(request, "answered_by_link")
    # the code is looked at once for each sending: that takes long on purpose, and a wrong one is counted
    question = None if words else question_behind(link, code)
    if question is None:
        return show(request, "answer_by_link", 422, link=link, problems=[Problem("code", NOT_RIGHT)])
    return show(
        request,
        "answer_by_link_words",
        422 if writing else 200,
        link=link,
        code=code,
        question=question,
        step=WRITING,
        drawn=form.drawn(),
        problems=form.problems,
    )
