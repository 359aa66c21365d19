"""The Jinja environment: escapes everything, fails loudly on a misspelt name, knows the GOV.UK components."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from firsthome.kit.dates import say_day


def environment(**options: Any) -> Environment:
    """Jinja for Django's backend, with the component macros beside our own templates."""
    # Django passes DebugUndefined while debugging, which would let a misspelt name through.
    options["undefined"] = StrictUndefined
    options |= {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options)  # noqa: S701 escapes everything: see above
    env.loader = ChoiceLoader([env.loader, PackageLoader("govuk_frontend_jinja")]) if env.loader else None
    env.globals.update(static=static, url=_url)
    env.filters["day"] = say_day
    return env


def _url(name: str, **parts: Any) -> str:
    """The address of a page by its one name: `url('record', reference=…)`."""
    return reverse(name, kwargs=parts)
