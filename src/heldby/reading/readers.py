"""The readers that a user can choose by name: those of heldby, and those that installed packages register as entry points.

A package registers a reader in the entry point group `heldby.readers`. The entry point is a factory: a function or class that is called
with the user's options as keyword arguments (strings) and returns an `AnyReader`. The names of heldby's own readers cannot be taken.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from heldby.base.gc_pause import gc_paused
from heldby.errors import HeldbyError, ReaderError
from heldby.reading.any_reader import AnyReader
from heldby.reading.light_spacy import import_spacy
from heldby.reading.version import VERSION

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "heldby.readers"
"""The group of entry points in which packages register readers."""
BUILT_IN = "heldby"
"""Name of heldby's built-in reader, which is the default."""
OWN = {BUILT_IN: "heldby.reading.readers:built_in_reader", "llm": "heldby.reading.llm.reader:make_reader"}
"""The factories of heldby's own readers. They are not registered, so that they also work in a source tree that is not installed."""


class ChosenReader:
    """A reader that a user chose by name, with its options. The reader itself is created on first use, once in each process.

    It can be sent to another process or machine. There it creates a reader of its own.

    With `read_all`, the built-in reader also reads reports that cannot be about armed conflict. Other readers read all reports in any case.
    `alone` says that no other program runs in this process, so that the built-in reader need not import what only others use.
    """

    def __init__(
        self, name: str = BUILT_IN, options: Mapping[str, str] | None = None, *, read_all: bool = False, alone: bool = False
    ) -> None:
        self.name, self.options, self.alone = name, dict(options or {}), alone
        self.read_all = read_all or not self.built_in

    @property
    def built_in(self) -> bool:
        """Whether this is heldby's built-in reader."""
        return self.name == BUILT_IN

    @property
    def version(self) -> str:
        """The version of the reader. That of the built-in reader is known without creating it."""
        return VERSION if self.built_in else self.reader.version

    @cached_property
    def reader(self) -> AnyReader:
        """The reader.

        Raises:
            ReaderError: there is no such reader, or it cannot be created with these options.
        """
        with gc_paused():
            if self.built_in and self.alone:
                import_spacy()
            if self.built_in and self.read_all and not self.options:
                return reader_of_everything()
            return create_reader(self.name, self.options)

    def __reduce__(self) -> tuple[partial[ChosenReader], tuple[str, dict[str, str]]]:
        return partial(ChosenReader, read_all=self.read_all), (self.name, self.options)


def built_in_reader() -> AnyReader:
    """Return heldby's built-in reader."""
    from heldby.reading.reader import Reader

    return Reader()


def reader_of_everything() -> AnyReader:
    """Return the built-in reader that also reads reports that cannot be about armed conflict."""
    from heldby.reading.reader import Reader

    return Reader(parse_all=True)


def reader_names() -> list[str]:
    """Return the names of all readers, the built-in one first."""
    from importlib.metadata import entry_points

    return [*OWN, *sorted({point.name for point in entry_points(group=GROUP)} - OWN.keys())]


def create_reader(name: str, options: Mapping[str, str]) -> AnyReader:
    """Return a new reader.

    Raises:
        ReaderError: there is no such reader, it has no such option, or it cannot be created.
    """
    factory = _load(_find(name))
    _check_options(name, factory, options)
    try:
        made = factory(**options)
    except HeldbyError:
        raise
    except Exception as error:  # the factory belongs to another package
        raise ReaderError(f"the reader {name} cannot be started ({type(error).__name__}: {error})") from error
    if not isinstance(made, AnyReader):
        raise ReaderError(f"{name} is not a reader: it has no version, read or read_all. See docs/readers.md")
    return made


def _find(name: str) -> EntryPoint:
    """Return the entry point of a reader."""
    from importlib.metadata import EntryPoint, entry_points

    if name in OWN:
        return EntryPoint(name, OWN[name], GROUP)
    found = list({point.value: point for point in entry_points(group=GROUP, name=name)}.values())
    if not found:
        raise ReaderError(_unknown(name))
    if len(found) > 1:
        packages = " and ".join(sorted(_package(point) for point in found))
        raise ReaderError(f"{packages} each have a reader named {name}. Uninstall all but one")
    return found[0]


def _unknown(name: str) -> str:
    names = reader_names()
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=0.6)
    guess = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"there is no reader named {name}.{guess} Installed readers: {', '.join(names)}"


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module


def _load(point: EntryPoint) -> Callable[..., Any]:
    try:
        factory = point.load()
    except Exception as error:  # importing another package can fail in any way
        raise ReaderError(f"the reader {point.name} of {_package(point)} cannot be loaded ({type(error).__name__}: {error})") from error
    if not callable(factory):
        raise ReaderError(f"the reader {point.name} of {_package(point)} cannot be loaded: {point.value} cannot be called")
    return factory  # type: ignore[no-any-return]


def _check_options(name: str, factory: Callable[..., Any], options: Mapping[str, str]) -> None:
    try:
        parameters = inspect.signature(factory).parameters.values()
    except ValueError:  # some compiled functions have no signature
        return
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return
    known = [one.name for one in parameters if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)]
    wrong = [option for option in options if option not in known]
    if wrong:
        has = f"Its options: {', '.join(known)}" if known else "It has no options"
        raise ReaderError(f"the reader {name} has no option {wrong[0]}. {has}")
