"""A published review as a file: what it may hold, field by field.

Pure. The list of agencies, of types of fact and of vulnerabilities is open, and further fields are left
alone: reviews differ. What gives a fact its place in time, or says whether it may be told at all, is exact.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from firsthome.kinds.entry import LINE_LIMIT, WORDS_LIMIT
from firsthome.kinds.gestation import read_gestation
from firsthome.kinds.when import Phase

LATEST_WEEK = 44
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
ROOM = 3 * LINE_LIMIT
"""Left free beside a text for what an entry adds to it: a topic, a count."""


def _fault(message: str) -> PydanticCustomError:
    return PydanticCustomError("plain", "{message}", {"message": message})


def _day(value: Any) -> date:
    """A whole date, spelled as year, month and day."""
    day = value if isinstance(value, date) else day_in(value) if isinstance(value, str) else None
    if day is None:
        raise _fault("enter a date like 2019-05-30")
    return day


def day_in(text: str) -> date | None:
    """The day that a text is: year, month and day, within living memory."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2019-05-30") else None
    except ValueError:
        return None
    return day if day and EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def _storable(text: str) -> str:
    """Text that a database can keep: no zero characters, no halves of a character."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise _fault("take out the characters that are not text")
    return text


def _weeks(value: Any) -> tuple[int, int]:
    """The first and the last day of pregnancy of «22», «22+4» or a pair of them."""
    first, last = value if isinstance(value, list) and len(value) == 2 else (value, value)
    days = (_week(first)[0], _week(last)[1])
    if days[0] > days[1]:
        raise _fault("put the earlier week first")
    return days


def _week(value: Any) -> tuple[int, int]:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    try:
        first = read_gestation(text)
    except ValueError:
        raise _fault('enter weeks of pregnancy, like 22 or "22+4"') from None
    if first > LATEST_WEEK * 7 + 6:
        raise _fault(f"enter {LATEST_WEEK} weeks or less")
    return first, first if "+" in text else first + 6


def _window(days: tuple[date, date]) -> tuple[date, date]:
    if days[0] > days[1]:
        raise _fault("put the earlier date first")
    return days


def _noted(value: Any) -> str:
    """A remark, or plain true: a remark counts as true."""
    if isinstance(value, bool | None):
        return "yes" if value else ""
    if isinstance(value, str):
        return _storable(value)
    raise _fault("enter true, false or a remark in quotation marks")


def _age(value: Any) -> str:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return _storable(str(value))
    raise _fault("enter an age in years, or words")


Day = Annotated[date, BeforeValidator(_day)]
Weeks = Annotated[tuple[int, int], BeforeValidator(_weeks)]
Window = Annotated[tuple[Day, Day], AfterValidator(_window)]
Noted = Annotated[str, BeforeValidator(_noted)]
Text = Annotated[str, Field(min_length=1, max_length=WORDS_LIMIT - ROOM), AfterValidator(_storable)]
Name = Annotated[str, Field(min_length=1, max_length=LINE_LIMIT), AfterValidator(_storable)]
Count = Annotated[StrictInt, Field(ge=1, le=1000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Source(_Part):
    """The published review."""

    title: Name
    publisher: Name
    year: Annotated[StrictInt, Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)]


class Harm(_Part):
    """What happened in the end, and when. `on` may be words: «after 2014-08-11»."""

    on: Name | None = None
    baby_age_days: Annotated[StrictInt, Field(ge=0, le=7000)] | None = None


class PregnancyFacts(_Part):
    """What the review says of the pregnancy itself."""

    expected_date: Day | None = None
    expected_date_approx: StrictBool = False
    expected_date_derived: Noted = ""
    born_on: Day | None = None
    born_on_approx: StrictBool = False
    known_week: Weeks | None = None
    babies: Annotated[StrictInt, Field(ge=1, le=8)] | None = None
    twins: StrictBool = False


class Somebody(_Part):
    """A member of the family or its network, by role only."""

    id: Name
    role: Name
    age: Annotated[str, BeforeValidator(_age), Field(max_length=100)] | None = None
    age_approx: StrictBool = False


class CaseOpens(_Part):
    """When services first had a case, where that is known."""

    on: Day | None = None


class Fact(_Part):
    """One thing that an agency knew or did. It has one place in time: `on`, `week`, `baby_day` or `when`."""

    on: Day | None = None
    week: Weeks | None = None
    baby_day: Annotated[StrictInt, Field(ge=0, le=7000)] | None = None
    when: Phase | None = None
    approx: StrictBool = False
    precision: Literal["day", "month", "season", "year"] = "day"
    placeholder: StrictBool = False
    window: Window | None = None
    derived: Noted = ""

    agency: Name
    type: Name
    who: tuple[Name, ...] = ()
    vulnerability: Name | None = None
    late_booking: Noted = ""
    detail: Text
    known_to: tuple[Name, ...] | None = None
    src: Name | None = None

    count: Count | None = None
    count_min: Count | None = None
    agency_absence: Noted = ""

    after_harm: StrictBool = False
    not_on_record: StrictBool = False
    delivered_after_harm: Noted = ""
    known_after_birth: Noted = ""


class Review(_Part):
    """A whole file. Findings are left out: they were written with hindsight."""

    slug: Name
    source: Source
    harm: Harm | None = None
    control: StrictBool = False
    pregnancy: PregnancyFacts
    people: tuple[Somebody, ...]
    facts: tuple[Fact, ...]
    case_opens: CaseOpens | None = None

    @property
    def cited_as(self) -> str:
        """Title, publisher and year, as every page of the record shows them."""
        return f"{self.source.title}, {self.source.publisher}, {self.source.year}"
