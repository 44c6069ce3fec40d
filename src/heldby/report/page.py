"""The page itself: the built bundle with its data inlined, so that one file opens from disk with no network."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from heldby.base.files import write_atomically
from heldby.errors import BundleMissingError
from heldby.presentation.page_limits import LIMIT_STEPS, MAX_PAGE_BYTES
from heldby.presentation.schema import PageData

if TYPE_CHECKING:
    from heldby.presentation.builders import PageMaterial
    from heldby.report.knowledge_history import AsKnown
    from heldby.store import Dossier

MARK = '<script id="heldby-data" type="application/json">null</script>'
"""What the bundle holds in the place of its data."""

# Inside a script element only these can end or change how HTML reads it; U+2028 and U+2029 trip older JavaScript parsers.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})

TITLE = "Who holds what"
SURROGATE = re.compile("[\ud800-\udfff]")




def load_template() -> str:
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
    page = load_template()
    if page.count(MARK) != 1:
        raise BundleMissingError("the built web page has no place for its data; build it again with: python hatch_build.py")
    # A lone surrogate cannot be written as UTF-8; it becomes one code point as well, so that offsets stay true.
    return page.replace(MARK, MARK.replace("null", SURROGATE.sub("\ufffd", inline_json(data))))


def write_page(
    dossier: Dossier, path: str | Path, *, as_known: AsKnown | None = None, title: str | None = None, most_bytes: int = MAX_PAGE_BYTES
) -> Path:
    """Write the page of a dossier whose conclusions are drawn; what does not fit is left out and said to be.

    `as_known` tells who held what as known on a day (`heldby.pipeline.infer`); without it the page knows hindsight alone.
    Raises BundleMissingError if the package has no page, OSError if the file cannot be written; an older file stays whole until then.
    """
    from heldby.presentation.builders import collect_material

    path = Path(path)
    page = fit_page(collect_material(dossier, title or TITLE, as_known), most_bytes)
    write_atomically(path, page)
    return path


def fit_page(material: PageMaterial, most_bytes: int) -> bytes:
    """The fullest page of at most `most_bytes`; the barest, if even that is longer."""
    from heldby.presentation.builders import build_page_data

    page = b""
    for bounds in LIMIT_STEPS:
        page = render(build_page_data(material, bounds)).encode()
        if len(page) <= most_bytes:
            break
    return page
