"""Two texts for one place: both are shown, and the person decides. Neither is ever dropped silently."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from uuid_utils.compat import uuid7

from firsthome.kinds.entry import Entry, Mark
from firsthome.kinds.record import Version
from firsthome.kit.dates import say_moment
from firsthome.kit.forms import Form
from firsthome.pages.answers import Row, side_by_side
from firsthome.pages.around import PREFIX, Around
from firsthome.pages.draft import TAKES_BACK, Draft
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage
from firsthome.record.errors import AlreadyChanged, SameIdOtherContent
from firsthome.record.read import read

UNSENT = "unsent"
"""Names the draft that this text was first kept as, to be dropped with it."""
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "entry", "tip", "mark", "back", UNSENT, f"{PREFIX}reason"})

WHY = {
    (AlreadyChanged, False): "Somebody else changed this entry after you opened it.",
    (
        AlreadyChanged,
        True,
    ): "You changed this entry yourself after you opened this form, perhaps in another tab.",
    (SameIdOtherContent, False): "This form was sent before, with other content.",
    (SameIdOtherContent, True): "You sent this form before, with other content.",
}
"""By what clashed, and whether both are the reader's own."""


def compare(
    request: HttpRequest,
    page: RecordPage,
    draft: Draft,
    mine: Entry,
    clash: AlreadyChanged | SameIdOtherContent,
) -> HttpResponse:
    """409: what is there now beside what was sent, with everything that was sent kept for the next step."""
    line = _there_now(page, clash.winner if isinstance(clash, AlreadyChanged) else clash.existing)
    theirs = line.tip
    mark = mine.mark if mine.mark in TAKES_BACK else Mark.CORRECTION
    return show(
        request,
        "compare",
        409,
        page=page,
        why=WHY[type(clash), theirs.author == page.reader.practitioner],
        signed=f"{page.names.agency(theirs.agency)}, {page.names.practitioner(theirs.author)}",
        recorded=say_moment(theirs.recorded_at) if theirs.recorded_at else "",
        rows=_rows(page, line, mine),
        tip=theirs.id,
        new=uuid7(),
        mark=mark,
        may_keep=_may_keep(draft, mine, line),
        carried=[*_carried(draft), _kept_as(draft)],
        reason=_reason(mine),
    )


def _may_keep(draft: Draft, mine: Entry, there: Version) -> bool:
    """Whether there is anything to keep: a second error mark would give back what the first took back."""
    gives_back = draft.changing is not None and draft.changing.gives_back
    return mine.mark not in TAKES_BACK or not (there.withdrawn or gives_back)


def _there_now(page: RecordPage, entry: UUID) -> Version:
    """The line that stands now, read afresh: what was read for this page is older than the clash."""
    page.record = read(page.found, page.reader)
    page.__dict__.pop("names", None)
    statement = page.record.by_entry.get(entry)
    if statement is None:
        raise Http404
    page.looked_at += [one.id for one in statement.entries]
    ours = (line for line in statement.lines if entry in (line.tip.id, line.content.id))
    return next(ours, statement.current)


def _rows(page: RecordPage, line: Version, mine: Entry) -> list[Row]:
    """What is there and what was sent, question by question; a mark that takes back says that, and why."""
    rows = []
    if line.withdrawn or mine.said is None:
        rows.append(Row("What", str(line.tip.mark or "Stands as it was"), str(mine.mark or "A new entry")))
    if mine.said:
        rows += side_by_side(line.content, mine, page)
    else:
        rows.append(Row("It says", _sentence(page, line.content), ""))
    return [*rows, Row("Reason", line.tip.reason, mine.reason)]


def _sentence(page: RecordPage, entry: Entry) -> str:
    return entry.said.sentence(entry, page.names) if entry.said else ""


def _carried(draft: Draft) -> list[tuple[str, str]]:
    """Everything that was sent, to be sent once more with the next step."""
    assert draft.posted is not None, "only a form that was sent can clash"
    return [
        (name, str(one)) for name, values in draft.posted.lists() if name not in NOT_CARRIED for one in values
    ]


def _kept_as(draft: Draft) -> tuple[str, str]:
    first = draft.posted.get(UNSENT) if draft.posted else None
    return UNSENT, first or draft.name


def _reason(mine: Entry) -> Form[Around]:
    """The one question that is asked anew: why mine should stand instead."""
    leave_out = set(Around.model_fields) - {"reason"}
    return Form(Around, choices={}, prefix=PREFIX, leave_out=leave_out, start={"reason": mine.reason})
