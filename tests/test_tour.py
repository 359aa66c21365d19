"""The tour names every page that a person meets, and shows only pictures that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOUR = (ROOT / "docs" / "tour.md").read_text()
TEMPLATES = ROOT / "src" / "firsthome" / "pages" / "jinja2" / "pages"


def test_every_page_with_a_name_of_its_own_is_on_the_tour():
    words = " ".join(TOUR.split())
    headings = {
        heading
        for template in TEMPLATES.glob("*.html")
        for heading in re.findall(r"<h1[^>]*>([^<{]+)</h1>", template.read_text())
    }
    assert len(headings) > 50, "they are found at all"
    assert {heading for heading in headings if f"«{heading}»" not in words} == set()


def test_every_picture_on_the_tour_is_there():
    pictures = re.findall(r"\(pictures/([^)]+)\)", TOUR)
    assert pictures
    assert [one for one in pictures if not (ROOT / "docs" / "pictures" / one).exists()] == []
