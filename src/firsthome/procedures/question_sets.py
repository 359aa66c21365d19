"""What agencies are asked for an assessment: sets of questions as data, each with a version that an answer keeps."""

from __future__ import annotations

import tomllib
from functools import cache

from firsthome.procedures.folder import OWN, place
from firsthome.procedures.guides import Guide

BIRTH_PLAN = "birth_plan"
"""The set that stands beside the birth plan, and is no contribution to an assessment."""


@cache
def question_sets(partnership: str = OWN) -> dict[str, Guide]:
    """Key → set, in the partnership's order; a malformed file is refused with every error."""
    folder = place(partnership, "question_sets")
    found = {
        path.stem: Guide.model_validate(tomllib.loads(path.read_text())) for path in folder.glob("*.toml")
    }
    return dict(sorted(found.items(), key=lambda one: (one[1].order, one[0])))


def contribution_sets(partnership: str = OWN) -> dict[str, Guide]:
    """Those that agencies answer for an assessment."""
    return {key: one for key, one in question_sets(partnership).items() if key != BIRTH_PLAN}
