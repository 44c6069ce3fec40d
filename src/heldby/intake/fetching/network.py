"""Connections that lead only to public addresses and end at a deadline.

The address of a host is looked up once and checked, and the connection is made to that very address. So a name server cannot answer
differently a moment later (DNS rebinding), and a redirect cannot lead into the user's own network.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from heldby.errors import Unreadable

if TYPE_CHECKING:
    import ssl

MAX_ADDRESSES = 4
"""Number of addresses of a host that are tried."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""The well-known prefix for IPv4 addresses that are reached through IPv6 (RFC 6052)."""


def is_public(address: str) -> bool:
    """Check whether an IP address belongs to the public internet: not to this machine, a private network or a special range."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ipaddress.ip_address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if inside is not None:
            return is_public(str(inside))
    return ip.is_global and not ip.is_multicast


def is_loopback(host: str) -> bool:
    """Check whether a host name or address is this machine, without asking a name server."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def transport(end: float, *, private: bool) -> httpx.HTTPTransport:
    """Return a transport whose connections lead only to public addresses, unless `private`, and end at the time `end`.

    `end` is a value of `time.monotonic()`. A proxy that the environment names looks up hosts itself and is not checked here.
    """
    found = httpx.HTTPTransport(verify=_trust())
    found._pool = httpcore.ConnectionPool(ssl_context=_trust(), network_backend=_Backend(end, private=private))
    return found


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def check_public(host: str, port: int) -> None:
    """Check a host before a proxy is asked for it. A name that is not known here is left to the proxy.

    Raises:
        Unreadable: the host is in a private network or is this machine.
    """
    try:
        _allowed(host, port, private=False)
    except httpcore.ConnectError:
        return


def _allowed(host: str, port: int, *, private: bool) -> list[str]:
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise httpcore.ConnectError(f"the host {host[:200]} is not known") from None
    allowed = [address for address in dict.fromkeys(found) if private or is_public(address)]
    if not allowed:
        where = f"{host} is in a private network or is this machine"
        raise Unreadable(f"it could not be downloaded: {where}; if it may be, use heldby run with --allow-private")
    return allowed[:MAX_ADDRESSES]


class _Backend(httpcore.SyncBackend):
    """Looks up a host, checks its addresses, and connects to one of them."""

    def __init__(self, end: float, *, private: bool) -> None:
        super().__init__()
        self._end = end
        self._private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        error: Exception | None = None
        for address in _allowed(host, port, private=self._private):
            try:
                stream = super().connect_tcp(address, port, _left(self._end, timeout), local_address, socket_options)
                return _Stream(stream, self._end)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = error or failure
        raise error or httpcore.ConnectError("no address answered")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> httpcore.NetworkStream:
        raise Unreadable("sockets of this machine are not read")


class _Stream(httpcore.NetworkStream):
    """A connection that ends at a deadline, so that a server cannot hold it open by sending a byte now and then."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream = stream
        self._end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._end, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(self._end, timeout)), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(end: float, timeout: float | None) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the download is over")
    return min(left, timeout) if timeout is not None else left
