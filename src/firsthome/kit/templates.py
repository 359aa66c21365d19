"""The Jinja environment: escapes everything, fails loudly on a misspelt name, knows the GOV.UK components."""

from __future__ import annotations

from collections.abc import MutableMapping
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


_OF_EVERY_DICT = frozenset(dir(dict))


class QuickEnvironment(Environment):
    """Finds the options of components sooner: a form asks for some five thousand of them."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An option stands in a dict, where Jinja looks only after looking for an attribute has failed."""
        if type(obj) is dict and attribute not in _OF_EVERY_DICT:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dict, not a chain of two: it is compared with another whenever a component uses a component."""
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """Jinja for Django's backend, with the component macros beside our own templates."""
    # Django passes DebugUndefined while debugging, which would let a misspelt name through.
    options["undefined"] = Misspelt
    options["autoescape"] = True
    env = QuickEnvironment(trim_blocks=True, lstrip_blocks=True, **options)
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    ours = PackageLoader("firsthome.kit", "jinja2")
    env.loader = ChoiceLoader([env.loader, ours, components] if env.loader else [ours, components])
    env.globals.update(static=cache(static), url=address)  # a file's name holds as long as this process
    # Components line up their HTML for whoever reads its source: a tenth of a form's time, and spaces to send.
    env.filters["indent"] = lambda text, *_: text
    env.filters["day"] = say_day
    env.filters["moment"] = say_moment
    return env
