"""A record as a file, for an area that is not in this installation and has said that it takes over.

The passphrase is made here, shown before the file is made, and kept nowhere. Source: feature row 34; safety rules 2
and 10.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from uuid_utils.compat import uuid7

from firsthome.access.models import Partnership
from firsthome.access.permissions import Permission
from firsthome.exchange.record_file import LEFT_OUT, RecordFile, is_passphrase, lock, new_passphrase, seal_of
from firsthome.exchange.record_out import Maker
from firsthome.exchange.record_out import record_file as file_of
from firsthome.kinds.record_file import RecordFileMade
from firsthome.kit.forms import Form, Problem
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.unsent import uuid_in
from firsthome.record.append import append
from firsthome.record.errors import SameIdOtherContent
from firsthome.record.moves import has_agreed, moves_on
from firsthome.record.names import people_as_kept
from firsthome.record.sign import signed

FILE_NAME = "record-file.firsthome"
NOT_SEEN = "Write down the new passphrase: the one before cannot be used any more"
MADE_BEFORE = (
    "This file was made a moment ago. To make another one, write down the new passphrase and send again"
)


@record_page(Permission.MAKE_RECORD_FILE)
def record_file(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """What goes into a file and what does not, for whom and why; then the file."""
    agreed = has_agreed(moves_on(page.found.id, page.reader))
    sent, words = uuid_in(request.POST, "entry") or uuid7(), request.POST.get("passphrase", "")
    form = Form(RecordFileMade, choices={}, fixed={"seal": "0" * 64, "entries": 1})
    problems = list[Problem]()
    if request.method == "POST" and agreed and (said := form.take(request.POST)):
        if is_passphrase(words):
            try:
                return _made(page, said, words, sent)
            except SameIdOtherContent:
                problems, words, sent = [Problem("", MADE_BEFORE)], "", uuid7()
        else:
            problems = [Problem("", NOT_SEEN)]
    return show(
        request,
        "record_file",
        422 if request.method == "POST" else 200,
        page=page,
        agreed=agreed,
        left_out=LEFT_OUT,
        passphrase=words if is_passphrase(words) else new_passphrase(),
        drawn=form.drawn(),
        problems=problems + form.problems,
        sent=sent,
    )


def _made(page: RecordPage, said: RecordFileMade, passphrase: str, sent: UUID) -> HttpResponse:
    """The file. It is on the record before it is sent: for whom, why, and its seal."""
    file = _file(page, said.for_whom)
    content = lock(file, passphrase)
    page.looked_at += [entry.id for entry in file.entries]
    kept = said.model_copy(update={"seal": seal_of(content), "entries": len(file.entries)})
    append(page.found.id, signed(kept, page.reader, sent), page.reader)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def _file(page: RecordPage, for_whom: str) -> RecordFile:
    names, reader = page.names, page.reader
    maker = Maker(
        area=Partnership.objects.get(pk=reader.partnership).name,
        by=f"{names.practitioner(reader.practitioner)}, {names.agency(reader.agency)}",
        at=timezone.now(),
        for_whom=for_whom,
    )
    born = {person: day for person, _, day in people_as_kept(list(page.record.people))}
    return file_of(page.found.id, page.found.reference, page.record, names, born, maker, page.today)
