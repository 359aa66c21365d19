"""The family as pictures: the genogram and the ecomap, each with the table that says the same, and copies of both.

Both are worked out from what this reader may see. A copy leaves the service, so it holds only what may be printed; the
family's copy holds nothing that was only alleged. Source: safety rules 2, 10 and 11; domain facts, 5.8.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from markupsafe import Markup

from firsthome.access.permissions import Permission
from firsthome.exchange.documents.picture import picture_pdf, picture_png
from firsthome.kit.addresses import address
from firsthome.pages.family_copy import FAMILY, familys_copy
from firsthome.pages.frame import show
from firsthome.pages.gate import RecordPage, record_page
from firsthome.pages.making import made_by
from firsthome.pages.overview import heading
from firsthome.pages.pictures import ecomap as ecomap_drawing
from firsthome.pages.pictures import genogram as genogram_drawing
from firsthome.pages.pictures.svg import drawn
from firsthome.pages.pictures.twins import ECOMAP_HEADS, GENOGRAM_HEADS, Row, ecomap_rows, genogram_rows
from firsthome.reading.ecomap import ecomap as ecomap_of
from firsthome.reading.genogram import genogram as genogram_of

SIZES = (50, 75, 100, 150, 200)
"""How large a picture can be shown, in hundredths of its own size."""
FORMATS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

Link = Callable[[UUID], str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its table, for one reader."""

    draw: Callable[[Link, float], str]
    heads: tuple[str, ...]
    rows: list[Row]


@record_page(Permission.READ_RECORD, prints=True)
def genogram(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Who belongs to the family."""
    return _show(request, page, "genogram", _genogram)


@record_page(Permission.READ_RECORD, prints=True)
def ecomap(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """Who and what is around the mother and the baby."""
    return _show(request, page, "ecomap", _ecomap)


@record_page(Permission.MAKE_COPY)
def genogram_copy(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The genogram to take along."""
    return _copy(request, page, "genogram", _genogram)


@record_page(Permission.MAKE_COPY)
def ecomap_copy(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The ecomap to take along."""
    return _copy(request, page, "ecomap", _ecomap)


def _genogram(page: RecordPage, *, for_family: bool) -> Picture:
    record = familys_copy(page) if for_family else page.record
    facts = genogram_of(record, page.today, page.names, for_family=for_family)
    return Picture(
        lambda link, scale: genogram_drawing.genogram_svg(facts, link, scale),
        GENOGRAM_HEADS,
        genogram_rows(facts),
    )


def _ecomap(page: RecordPage, *, for_family: bool) -> Picture:
    record = familys_copy(page) if for_family else page.record
    family = genogram_of(record, page.today, page.names, for_family=for_family)
    facts = ecomap_of(record, page.today, page.names, family, for_family=for_family)
    return Picture(
        lambda link, scale: ecomap_drawing.ecomap_svg(facts, link, scale), ECOMAP_HEADS, ecomap_rows(facts)
    )


def _for_family(request: HttpRequest, page: RecordPage) -> bool:
    """Whether the family's copy is asked for; seeing what others would see needs its own permission."""
    asked = request.GET.get("copy") == FAMILY
    if asked:
        page.need(Permission.PREVIEW_AS)
        page.previewed_as = FAMILY
    return asked


def _show(request: HttpRequest, page: RecordPage, name: str, make: Callable[..., Picture]) -> HttpResponse:
    for_family = _for_family(request, page)
    picture = make(page, for_family=for_family)
    asked = request.GET.get("size", "")
    size = int(asked) if asked.isascii() and asked.isdecimal() and int(asked) in SIZES else 100
    entries = address("record", reference=page.found.reference) + "entries/"
    svg = picture.draw(lambda entry: f"{entries}{entry}", size / 100)
    return show(
        request,
        "family_picture",
        page=page,
        name=name,
        heading=heading(page),
        picture=drawn(svg) if picture.rows else Markup(),
        heads=picture.heads,
        rows=picture.rows,
        size=size,
        sizes=SIZES,
        formats=list(FORMATS),
        family=FAMILY,
        for_family=for_family,
        may_copy=page.may(Permission.MAKE_COPY),
        may_preview=page.may(Permission.PREVIEW_AS),
    )


def _copy(request: HttpRequest, page: RecordPage, name: str, make: Callable[..., Picture]) -> HttpResponse:
    """A file under a name that says nothing about anybody."""
    if (
        request.GET.get("copy") == FAMILY
    ):  # nobody of the family is given anything before it is known to be safe
        asked = address("copy_for_parent", reference=page.found.reference, of="picture")
        return redirect(f"{asked}?picture={name}")
    page.paper = True
    form = request.GET.get("as", "pdf")
    if form not in FORMATS:
        raise Http404
    picture = make(page, for_family=False)
    svg = picture.draw(lambda _: "", 1.0)
    title = name.capitalize()
    content: str | bytes = svg
    if form == "png":
        content = picture_png(title, svg)
    if form == "pdf":
        content = picture_pdf(
            title, svg, picture.heads, [row.cells for row in picture.rows], made_by(page), page.today
        )
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=FORMATS[form], headers=headers)
