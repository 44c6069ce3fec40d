"""Memory: what was found of a place, kept by a digest of all that it rests on, so that a new report costs only the places it touches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

Found = TypeVar("Found")


@dataclass(slots=True)
class InferenceCache:
    """What was found, by digest: as JSON what is `kept` from before, by this same version, and what was `used` since, which alone is worth
    keeping."""

    kept: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, tuple[Any, TypeAdapter[Any]]] = field(default_factory=dict)

    def recall(self, name: str, kind: TypeAdapter[Found]) -> Found | None:
        """What is kept under a digest; null if it has to be found anew."""
        if name in self.used:
            return cast("Found", self.used[name][0])
        try:
            found = kind.validate_json(self.kept[name]) if name in self.kept else None
        except ValidationError:  # a damaged memory costs time, nothing else
            return None
        return found if found is None else self.keep(name, found, kind)

    def keep(self, name: str, found: Found, kind: TypeAdapter[Found]) -> Found:
        """Keeps what was found, and gives it."""
        self.used[name] = found, kind
        return found

    def written(self) -> dict[str, str]:
        """What was used, as JSON by digest: what is `kept` by the next."""
        return {name: self.kept.get(name) or kind.dump_json(found).decode() for name, (found, kind) in self.used.items()}


def digest(*parts: object) -> str:
    """A digest of values that JSON has."""
    text = json.dumps(parts, separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
