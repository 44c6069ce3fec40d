"""Tells addresses of this machine from addresses of other machines."""

from __future__ import annotations

import ipaddress


def is_loopback(host: str) -> bool:
    """Check whether a host name or address is a loopback address, which only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
