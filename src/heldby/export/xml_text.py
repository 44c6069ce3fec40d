"""Text for XML files, which cannot hold most control characters."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters outside the production Char of XML 1.0."""


def clean(text: str) -> str:
    """Return a text with U+FFFD for every character that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
