"""The report page: the built web app with its data inlined, so that one file opens from disk without a network."""

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
    from heldby.report.knowledge_history import AsKnown
    from heldby.report.page_data import PageMaterial
    from heldby.store import Dossier

MARK = '<script id="heldby-data" type="application/json">null</script>'
"""The element of the built page in which the data replaces `null`."""

# Only "<", ">" and "&" can end a script element or change how HTML parses it; U+2028 and U+2029 break older JavaScript parsers.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})

SURROGATE = re.compile("[\ud800-\udfff]")


def load_template() -> str:
    """Return the built page without data.

    Raises:
        BundleMissingError: the page was never built.
    """
    file = resources.files("heldby.report").joinpath("bundle", "index.html")
    if not file.is_file():
        raise BundleMissingError("heldby was installed without its web page; build it with: python hatch_build.py")
    return file.read_text(encoding="utf-8")


def inline_json(data: PageData) -> str:
    """Return the data as JSON that is safe inside a script element, whatever a report's text contains."""
    fields = data.model_dump(mode="json", exclude_none=True)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def render(data: PageData) -> str:
    """Return the whole page as HTML.

    Raises:
        BundleMissingError: the built page is missing or has no place for its data.
    """
    page = load_template()
    if page.count(MARK) != 1:
        raise BundleMissingError("the built web page has no place for its data; build it again with: python hatch_build.py")
    # UTF-8 cannot encode a lone surrogate; its replacement is one code point too, so offsets stay right.
    return page.replace(MARK, MARK.replace("null", SURROGATE.sub("\ufffd", inline_json(data))))


def write_page(
    dossier: Dossier, path: str | Path, *, as_known: AsKnown | None = None, title: str | None = None, most_bytes: int = MAX_PAGE_BYTES
) -> Path:
    """Write the page of a dossier whose conclusions are up to date, replacing an older file in one step.

    Args:
        dossier: the dossier.
        path: the file to write.
        as_known: function that returns control as known on a day (see `heldby.pipeline.derive_conclusions`); without it, the page shows
            hindsight alone.
        title: the page's title; by default that of the dossier.
        most_bytes: largest size of the page in bytes; what does not fit is left out, and the page says so.

    Raises:
        BundleMissingError: the package has no built page.
        OSError: the file cannot be written; an older file stays as it was.
    """
    from heldby.report.page_data import collect_material
    from heldby.store import dossier_config

    path = Path(path)
    page = fit_page(collect_material(dossier, title or dossier_config.title(dossier), as_known), most_bytes)
    write_atomically(path, page)
    return path


def fit_page(material: PageMaterial, most_bytes: int) -> bytes:
    """Return the fullest page, in UTF-8, of at most `most_bytes`. If none fits, return the one with the strictest limits."""
    from heldby.report.page_data import build_page_data

    page = b""
    for limits in LIMIT_STEPS:
        page = render(build_page_data(material, limits)).encode()
        if len(page) <= most_bytes:
            break
    return page
