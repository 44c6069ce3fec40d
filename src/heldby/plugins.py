"""What installed packages add to heldby: input formats and export formats, registered as entry points. See docs/plugins.md.

Readers have entry points of their own (`heldby.reading.readers`). Nothing of a package is imported before it is used.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from heldby.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

INPUT_FORMATS = "heldby.input_formats"
EXPORT_FORMATS = "heldby.export_formats"
"""The groups of entry points."""

WHAT = {INPUT_FORMATS: "input format", EXPORT_FORMATS: "export format"}
"""What a plug-in of each group is called."""

MAX_REASON = 200
"""Longest message of another package's error, in characters, in a message of heldby."""


class Plugin(NamedTuple):
    """One thing that a package adds: its group, its name, its package, and where it is in the package."""

    group: str
    name: str
    package: str
    version: str
    point: EntryPoint

    @property
    def title(self) -> str:
        """The plug-in as messages name it, such as "the export format holders-txt of heldby-example"."""
        return f"the {WHAT[self.group]} {self.name} of {self.package}"

    def load(self) -> Any:
        """Import the plug-in and return what its entry point names.

        Raises:
            PluginError: it cannot be imported.
        """
        try:
            return self.point.load()
        except Exception as error:  # importing another package can fail in any way
            raise PluginError(f"{self.title} cannot be loaded ({reason(error)})") from error


def installed(group: str) -> Sequence[Plugin]:
    """Return the plug-ins of a group in order of their names. Two packages may have one of the same name."""
    return _installed(group, tuple(sys.path))


def find(group: str, name: str) -> Plugin | None:
    """Return the plug-in with a name; None if there is none.

    Raises:
        PluginError: several packages have one with this name.
    """
    found = [one for one in installed(group) if one.name == name]
    if len(found) > 1:
        packages = " and ".join(one.package for one in found)
        raise PluginError(f"{packages} each have an {WHAT[group]} named {name}. Uninstall all but one")
    return found[0] if found else None


def reason(error: Exception) -> str:
    """Return the class and the message of another package's error as one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:MAX_REASON]}"


@lru_cache(maxsize=16)
def _installed(group: str, _path: tuple[str, ...]) -> Sequence[Plugin]:
    """Search the packages on the path. That takes a while, so the result is kept for as long as the path stays the same."""
    from importlib.metadata import entry_points

    # A package that is on the path twice, as in an editable install, counts once.
    points = {(point.name, point.value): point for point in entry_points(group=group)}
    return tuple(sorted((_plugin(group, point) for point in points.values()), key=lambda one: (one.name, one.package)))


def _plugin(group: str, point: EntryPoint) -> Plugin:
    package, version = (point.dist.name, point.dist.version) if point.dist else (point.module, "")
    return Plugin(group, point.name, package, version, point)
