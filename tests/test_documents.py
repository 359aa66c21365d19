"""What the documents say of the tests has to be so."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_test_that_the_threat_model_names_is_there():
    named = re.findall(r"`(\w+\.py)::(\w+)`", (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8"))
    assert len(named) > 30
    for module, test in named:
        assert f"def {test}(" in (ROOT / "tests" / module).read_text(encoding="utf-8"), f"{module}::{test}"


def test_every_picture_and_page_that_a_document_leads_to_is_there():
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} leads to {target}"
