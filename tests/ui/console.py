"""Problems in the console of a browser."""


def is_problem(kind: str, text: str) -> bool:
    """Check whether a message is a problem of the page. Messages of the software renderer about slow pixel reads are not."""
    return kind in {"error", "warning"} and "GL Driver Message" not in text and "GroupMarkerNotSet" not in text
