"""docs/adding-a-prompt.md is true: the function, the block and the row that it shows work as it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firsthome.kinds.contact_details import ContactDetails, Safe
from firsthome.procedures.timings import Timing, Timings, timings
from firsthome.prompts import asking
from firsthome.prompts.case import Case
from firsthome.prompts.prompt import Raised
from tests.asked_of import MARCH, SERVICES, Row, with_father
from tests.test_each_prompt import KEPT, LATER, says
from tests.written import LEILA

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "adding-a-prompt.md").read_text()


def shown(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_function_the_block_and_the_row_that_it_shows_work(monkeypatch):
    known: dict[str, Any] = {
        "Case": Case, "Timing": Timing, "Raised": Raised, "Iterator": Iterator, "ContactDetails": ContactDetails,
        "Safe": Safe, "Row": Row, "says": says, "KEPT": KEPT, "MARCH": MARCH, "LATER": LATER, "LEILA": LEILA,
    }  # fmt: skip
    function, row = shown("python")
    exec(function, known)
    (block,) = shown("toml")
    blocks = {name: Timing(**said) for name, said in tomllib.loads(block).items()}
    rules = Timings({**timings().blocks, **blocks}, timings().recorded_here)
    monkeypatch.setattr(asking, "QUESTIONS", (*asking.QUESTIONS, known["safe_way_to_ring"]))
    there: Row = eval(row, known)
    family = with_father()

    def asked() -> set[str]:
        return {one.asked_by for one in asking.questions(family.record, rules, there.on, SERVICES)}

    there.raised(family)
    assert there.asked_by in asked()
    there.answered(family)
    assert there.asked_by not in asked()
