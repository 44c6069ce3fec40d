"""Results: lazy iterators of model objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from heldby.model.base import Record

if TYPE_CHECKING:
    from pandas import DataFrame

T = TypeVar("T", bound=Record)


class Results(Iterator[T], Generic[T]):
    """A lazy iterator of model objects. Each object is computed when it is requested, and the iterator can be consumed only once."""

    def __init__(self, kind: type[T], items: Iterable[T]) -> None:
        self._kind = kind
        self._items = iter(items)

    def __next__(self) -> T:
        return next(self._items)

    def to_frame(self) -> DataFrame:
        """Return the remaining objects as a pandas data frame with one row for each object (see `heldby.export.data_frame`).

        The columns and their types depend on the class of the objects alone, so that an empty result has them too.

        Raises:
            HeldbyError: pandas is not installed.
        """
        from heldby.export.data_frame import frame_of

        return frame_of(self._kind, self._items)
