"""Hooks of the documentation site (mkdocs.yml): pages from outside `docs`, formulas, and links for repository and site alike."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert
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
LIST = re.compile(r"^((?![-*#>|]|\d+\.)\S.*\n)(?=- )", re.M)
FENCED = re.compile(r"(^```.*?^```)", re.M | re.S)
FORMULA = re.compile(
    r"^```math\n(?P<block>.*?)^```|^```.*?^```|`[^`\n]*`|(?<![\w$\\])\$(?P<inline>(?:[^$\n`]|\n(?!\n))+)\$(?![\w$])", re.M | re.S
)
"""A formula as GitHub writes it; or code, in which there is none."""
FORMULAS, MARK = "formulas", "\u2063formula {}\u2063"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from outside `docs`."""
    for source, page in OUTSIDE.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Rewrite a page for the site: links, formulas, and a blank line before a list, which Python-Markdown needs and GitHub does not."""
    formulas = page.meta.setdefault(FORMULAS, [])

    def keep(formula: re.Match[str]) -> str:
        """Convert a formula, and put a mark in its place until the page is HTML."""
        source = formula["block"] or formula["inline"]
        if source is None:
            return formula[0]
        formulas.append(convert(source.strip(), display="block" if formula["block"] else "inline"))
        return MARK.format(len(formulas) - 1)

    parts = FENCED.split(FORMULA.sub(keep, markdown))
    rewritten = (part if number % 2 else _rewrite_links(LIST.sub(r"\1\n", part), page.file.src_uri) for number, part in enumerate(parts))
    return "".join(rewritten)


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Put the formulas of a page in their places."""
    for number, formula in enumerate(page.meta.get(FORMULAS, ())):
        html = html.replace(MARK.format(number), formula)
    return html


def _rewrite_links(text: str, here: str) -> str:
    """Rewrite the links of a page. A link to a file that is not on the site becomes its text."""
    source = next((path for path, name in OUTSIDE.items() if name == here), f"docs/{here}")

    def rewrite(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link["path"]))
        found = ON_SITE.get(target) or (target.removeprefix("docs/") if target.startswith("docs/") else None)
        if found is None and (ROOT / target).exists():
            return link["text"]
        way = posixpath.relpath(found or link["path"], posixpath.dirname(here) or ".")
        return f"[{link['text']}]({way}{link['anchor'] or ''})"

    return LINK.sub(rewrite, text)
