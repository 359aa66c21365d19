"""The Jinja environment: escapes everything, fails loudly on a misspelt name, knows the GOV.UK components."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.templatetags.static import static
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
)
from jinja2.utils import missing

from firsthome.kit.addresses import address
from firsthome.kit.dates import say_day, say_moment

_SAID_BY_COMPONENTS = frozenset({"caller", "undefined", "null"})
"""Names that the components use for «nothing», after the language they were first written in."""


class Misspelt(Undefined):
    """Fails on a name that does not exist, but lets the components ask for options that were not given.

    Options come to a component as a dict; our own pages pass objects, on which a misspelt name fails.
    """

    def __new__(  # type: ignore[misc]
        cls, hint: str | None = None, obj: Any = missing, name: str | None = None, *rest: Any
    ) -> Undefined:
        """Lenient about a component's options, strict about everything else."""
        lenient = isinstance(obj, dict) or name in _SAID_BY_COMPONENTS
        return (ChainableUndefined if lenient else StrictUndefined)(hint, obj, name, *rest)


def environment(**options: Any) -> Environment:
    """Jinja for Django's backend, with the component macros beside our own templates."""
    # Django passes DebugUndefined while debugging, which would let a misspelt name through.
    options["undefined"] = Misspelt
    options["autoescape"] = True
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 set just above
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    ours = PackageLoader("firsthome.kit", "jinja2")
    env.loader = ChoiceLoader([env.loader, ours, components] if env.loader else [ours, components])
    env.globals.update(static=cache(static), url=address)  # a file's name holds as long as this process
    env.filters["day"] = say_day
    env.filters["moment"] = say_moment
    return env
