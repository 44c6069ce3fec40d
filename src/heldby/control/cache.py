"""A cache of inference results, keyed by a digest of everything a result depends on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

Value = TypeVar("Value")


@dataclass(slots=True)
class InferenceCache:
    """Results of inference, by key. After a new report, only the places that it concerns are inferred again.

    Attributes:
        stored: results of earlier runs of the same version of heldby, as JSON by key.
        used: results read or added in this run, each with the adapter that serialises it. `dump` keeps only these.
    """

    stored: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, tuple[Any, TypeAdapter[Any]]] = field(default_factory=dict)

    def get(self, key: str, adapter: TypeAdapter[Value]) -> Value | None:
        """Return the result stored under a key, or None if there is none or it cannot be read."""
        if key in self.used:
            return cast("Value", self.used[key][0])
        try:
            value = adapter.validate_json(self.stored[key]) if key in self.stored else None
        except ValidationError:  # the result is computed again
            return None
        return value if value is None else self.put(key, value, adapter)

    def put(self, key: str, value: Value, adapter: TypeAdapter[Value]) -> Value:
        """Add a result and return it."""
        self.used[key] = value, adapter
        return value

    def dump(self) -> dict[str, str]:
        """Return the used results as JSON by key, to be passed as `stored` to the cache of the next run."""
        return {key: self.stored.get(key) or adapter.dump_json(value).decode() for key, (value, adapter) in self.used.items()}


def digest(*parts: object) -> str:
    """Return the BLAKE2b digest of values, written as JSON, as 32 hexadecimal digits."""
    text = json.dumps(parts, separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
