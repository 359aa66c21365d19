"""How she can be reached safely, for every page from which somebody reaches out to her."""

from __future__ import annotations

from firsthome.pages.gate import RecordPage
from firsthome.reading.safe_contact import SafeContact, safe_contact


def safe_contact_of(page: RecordPage) -> SafeContact:
    """One line, from what its reader may see; quick where the page does not need the whole record."""
    return safe_contact(page.family, page.family.mother)
