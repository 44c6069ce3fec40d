"""Hooks of the documentation site (mkdocs.yml): pages from outside `docs`, and links that work both in the repository and on the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent

OUTSIDE = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "src/heldby/reference/gazetteer/pack/README.md": "place-pack.md",
    **{f"examples/{page.parent.name}/README.md": f"examples/{page.parent.name}.md" for page in ROOT.glob("examples/*/README.md")},
}
"""Path of each page in the repository, and on the site."""

ON_SITE = {**OUTSIDE, "README.md": "index.md", "docs/decisions": "decisions/README.md"}
"""What else has another path on the site."""

LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<path>[^)#\s:]+)(?P<anchor>#[^)]*)?\)")
FENCED = re.compile(r"(^```.*?^```)", re.M | re.S)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from outside `docs`."""
    for source, page in OUTSIDE.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Rewrite the links of a page for the site. A link to a file that is not on the site becomes its text."""
    here = page.file.src_uri
    source = next((path for path, name in OUTSIDE.items() if name == here), f"docs/{here}")

    def rewrite(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link["path"]))
        found = ON_SITE.get(target) or (target.removeprefix("docs/") if target.startswith("docs/") else None)
        if found is None and (ROOT / target).exists():
            return link["text"]
        way = posixpath.relpath(found or link["path"], posixpath.dirname(here) or ".")
        return f"[{link['text']}]({way}{link['anchor'] or ''})"

    parts = FENCED.split(markdown)
    return "".join(part if number % 2 else LINK.sub(rewrite, part) for number, part in enumerate(parts))
