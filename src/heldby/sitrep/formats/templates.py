"""Text templates: Jinja in a sandbox, since a template may come from another person."""

from __future__ import annotations

from importlib import resources

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from heldby.errors import HeldbyError
from heldby.presentation.wording import day


def environment(*, autoescape: bool) -> ImmutableSandboxedEnvironment:
    """Return an environment whose templates can only read values. `day` writes a date as "3 November 2017"."""
    made = ImmutableSandboxedEnvironment(autoescape=autoescape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["day"] = day
    return made


def builtin(name: str) -> bytes:
    """Return a template that comes with heldby."""
    return resources.files("heldby.sitrep").joinpath("templates", name).read_bytes()


def fill(env: ImmutableSandboxedEnvironment, template: bytes, **values: object) -> str:
    """Return a template filled with values.

    Raises:
        HeldbyError: the template has a mistake. The message says which.
    """
    try:
        return env.from_string(template.decode()).render(**values)
    except (TemplateError, UnicodeDecodeError, ValueError, TypeError) as error:
        number = getattr(error, "lineno", None)
        line = f" in line {number}" if number else ""
        raise HeldbyError(f"the template cannot be used{line}: {error}") from error
