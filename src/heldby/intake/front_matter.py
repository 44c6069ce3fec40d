"""Read front matter: the fields at the head of a Markdown file, in YAML between lines of ---, or in TOML between lines of +++."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from heldby.intake.record_fields import lower_keys

_YAML = re.compile(r"\s{0,20}---[ \t]*\r?\n(?P<body>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_TOML = re.compile(r"\s{0,20}\+\+\+[ \t]*\r?\n(?P<body>.{0,20000}?)\r?\n\+\+\+[ \t]*(?:\r?\n|$)", re.S)
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}):[ \t]+(?P<value>.{1,1000}?)[ \t]*\r?$", re.M)
_YAML_LINE = re.compile(r"[ \t]*(?:#.*|-[ \t].*|[\w \"'.-]{1,60}:(?:[ \t].*)?|[\]\[{}].*)?\r?$|[ \t]+\S.*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of front matter, with keys in lower case, and the offset in the text at which it ends."""

    fields: dict[str, Any]
    end: int


def front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of a text; None if it has none. Text between two rules of hyphens is no front matter."""
    if found := _TOML.match(text):
        return FrontMatter(_toml(found["body"]), found.end())
    found = _YAML.match(text)
    if found is None or not _is_yaml(found["body"]):
        return None
    fields: dict[str, Any] = {}
    for match in _FIELD.finditer(found["body"]):
        fields.setdefault(match["key"].lower(), match["value"].strip("'\""))
    return FrontMatter(fields, found.end())


def _is_yaml(body: str) -> bool:
    """Check whether text looks like YAML: its first line and most others do."""
    lines = [line for line in body.split("\n") if line.strip()]
    matches = [bool(_YAML_LINE.fullmatch(line)) for line in lines]
    return bool(lines) and matches[0] and 2 * sum(matches) > len(matches)


def _toml(body: str) -> dict[str, Any]:
    """Return the fields of TOML, with dates as text. Of broken TOML, return none."""
    try:
        return {key: value if isinstance(value, str | int | dict) else str(value) for key, value in lower_keys(tomllib.loads(body)).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
