"""The page itself: the built bundle with its data inlined, so that one file opens from disk with no network."""

from __future__ import annotations

import json
from importlib import resources

from heldby.report.data import PageData

MARK = '<script id="heldby-data" type="application/json">null</script>'
"""What the bundle holds in the place of its data."""

# Inside a script element only these can end or change how HTML reads it; U+2028 and U+2029 trip older JavaScript parsers.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class BundleMissingError(RuntimeError):
    """The package was installed without its web page."""


def template() -> str:
    """The built page without data. Raises BundleMissingError if the package was never built."""
    file = resources.files("heldby.report").joinpath("bundle", "index.html")
    if not file.is_file():
        raise BundleMissingError("heldby was installed without its web page; build it with: python hatch_build.py")
    return file.read_text(encoding="utf-8")


def inline_json(data: PageData) -> str:
    """The data as JSON that may stand inside a script element: no `<`, whatever a report says."""
    fields = data.model_dump(mode="json", exclude_none=True)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def render(data: PageData) -> str:
    """The whole page as HTML."""
    page = template()
    if page.count(MARK) != 1:
        raise BundleMissingError("the built web page has no place for its data; build it again with: python hatch_build.py")
    return page.replace(MARK, MARK.replace("null", inline_json(data)))
