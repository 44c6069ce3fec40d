"""What in a browser's console says that a page is at fault."""


def worrying(kind: str, text: str) -> bool:
    """Whether a message does. Software drawing tells that reading pixels back is slow; that says nothing about the page."""
    return kind in {"error", "warning"} and "GL Driver Message" not in text and "GroupMarkerNotSet" not in text
