"""Parse XML that may be hostile: nothing outside it is loaded, and no entity that it declares is expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.errors import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(data: bytes, what: str) -> _Element:
    """Return the root of an XML document.

    Args:
        data: the document.
        what: what it is, for the error message, such as "sitemap".

    Raises:
        Unreadable: it is not well-formed, declares entities, or is nested deeper than 256 elements.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"broken {what}: {str(error)[:150]}") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise Unreadable(f"the {what} declares entities, which heldby does not expand")
    return root


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace; an empty string for what is not an element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
