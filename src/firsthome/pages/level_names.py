"""What the partnership calls its levels of need: where one is chosen, and kept with the answer from then on."""

from __future__ import annotations

from datetime import date

from firsthome.access.principals import Reader
from firsthome.kinds.entry import Said
from firsthome.kinds.opening import Opening, Threshold
from firsthome.kinds.referral import Decision
from firsthome.kit.form_fields import Option
from firsthome.record.approved import in_force


def levels_offered(reader: Reader, today: date) -> list[Option]:
    """The levels by the names that they have today."""
    guide = in_force(reader, "thresholds", today)
    called = {one: guide[one.value].name if one.value in guide else one.label for one in Threshold}
    return [Option(one.value, name, one) for one, name in called.items()]


def level_name(said: Opening | Decision, before: Said | None, reader: Reader, today: date) -> str:
    """What the level is called today; as it was called where it stays the same."""
    if isinstance(before, Opening | Decision) and before.level is said.level:
        return before.level_name
    level = in_force(reader, "thresholds", today).get(said.level.value) if said.level else None
    return level.name if level else ""
