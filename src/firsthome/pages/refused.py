"""A form that came too late: its author's part has ended, they see less now, or the page is not there.

What they typed becomes a draft of theirs. It goes by the address that they sent it to, and nothing is asked about the
record, so that one which does not exist and one which they may not know of are answered by the same bytes.
"""

from __future__ import annotations

import json
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, QueryDict

from firsthome.access.permissions import Permission, role_may
from firsthome.access.principals import Reader
from firsthome.pages.frame import reader_of_page
from firsthome.pages.kept import Box, boxes_of, kept_from
from firsthome.pages.time_out import typed_by_somebody_else
from firsthome.pages.unsent import BY_HAND, name_in, typed_in
from firsthome.record.drafts import drafts_of, keep_draft

NO_FORM = "no-form#"
"""How the name begins of what no form of ours can show again."""
_LONGEST_NAME = 200
_KEEPS_WHILE_TYPING = ("keep_draft", "keep_opening")
_A_SEARCH = "search"
"""What somebody looked for is nothing that they wrote."""
_NEVER_A_DRAFT = "separate_for_adoption"
"""It names what must stand nowhere beside this record's address."""


def words_of(posted: QueryDict) -> list[Box]:
    """The words that were typed; of a form without questions of a kind, every answer of more than one word."""
    asked = boxes_of(posted)
    if asked:
        return asked
    typed = [(name, value) for name, values in typed_in(posted).items() for value in values]
    return [Box(name, "What you wrote", value, long=True) for name, value in typed if " " in value.strip()]


def kept_as_draft(request: HttpRequest) -> list[Box]:
    """The words of a refused form about a record, now among its author's drafts; nothing where none were kept."""
    reader = reader_of_page(request)
    if reader is None or not request.path.startswith("/records/") or kept_from(request) is None:
        return []
    if request.POST.get("step") == _A_SEARCH:
        return []
    if typed_by_somebody_else(request) or not role_may(reader.role, Permission.SEE_CASELOAD):
        return []
    if request.resolver_match and request.resolver_match.url_name == _NEVER_A_DRAFT:
        return []
    words, name = words_of(request.POST), _name(request)
    if not words or not name:
        return []
    keep_draft(reader, name, _typed(reader, name, request.POST))
    return words


def _name(request: HttpRequest) -> str:
    """The name that its form keeps it under, so that it takes the place of what was kept while it was typed.

    Empty for what is sent where forms are kept while they are typed, and is no form of ours.
    """
    match, posted = request.resolver_match, request.POST
    reference = match.kwargs.get("reference", "") if match else ""
    name = name_in(reference, posted) if reference else None
    if name and len(name) <= _LONGEST_NAME:
        return name
    if match and match.url_name in _KEEPS_WHILE_TYPING:
        return ""
    content = json.dumps([request.path, sorted(typed_in(posted).items())])
    return f"{NO_FORM}{uuid5(NAMESPACE_URL, content)}"


def _typed(reader: Reader, name: str, posted: QueryDict) -> dict[str, list[str]]:
    """Of a change, which words are the author's own was found out while they could still read the record."""
    typed = typed_in(posted)
    if "tip" not in posted:
        return dict(typed)
    before = next((one.typed.get(BY_HAND, []) for one in drafts_of(reader, name)), [])
    return {**typed, BY_HAND: sorted({"entry-reason", *before})}
