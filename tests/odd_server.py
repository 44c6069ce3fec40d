"""A local web server that misbehaves in many ways, for the tests of downloads."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from intake_helpers import PAGE

LONG = b"<html><body><article><p>" + b"The army entered Tell Amar on Friday, residents said. " * 4000 + b"</p></article></body></html>"


class OddServer(ThreadingHTTPServer):
    """Answers each path in its own way, and records the requests.

    Attributes:
        requests: the path and headers of each request, without those for robots.txt.
        robots: the status and the text of robots.txt.
        version: the version of the content, which the ETag states.
        cuts: how many more times `/broken` breaks off in the middle.
        faults: how many more times `/fault` answers with `fault`.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.robots: tuple[int, str] = (404, "")
        self.version = 1
        self.cuts = 0
        self.faults = 0
        self.fault = 503
        self.wait: str | None = None
        self.pages: dict[str, tuple[str, bytes]] = {}

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.server_port}/{path}"

    def paths(self) -> list[str]:
        """Return the requested paths in order."""
        return [path for path, _ in self.requests]

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing if a client goes away."""


class _Answer(BaseHTTPRequestHandler):
    server: OddServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        if self.path == "/robots.txt":
            status, text = self.server.robots
            return self._send(status, text.encode(), "text/plain")
        self.server.requests.append((self.path, dict(self.headers.items())))
        if self.path in self.server.pages:
            media, data = self.server.pages[self.path]
            return self._send(200, data, media)
        answer: Callable[[], None] | None = getattr(self, "answer_" + self.path.strip("/").partition("/")[0].replace("-", "_"), None)
        return answer() if answer else self._send(404, b"no such page")

    def _send(self, status: int, body: bytes, media: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self) -> None:
        self._send(200, PAGE.encode())

    def answer_cached(self) -> None:
        mark = f'"v{self.server.version}"'
        if self.headers.get("If-None-Match") == mark:
            return self._send(304, b"", ETag=mark)
        return self._send(200, PAGE.replace("Tell Amar", f"Tell Amar {self.server.version}").encode(), ETag=mark)

    def answer_fault(self) -> None:
        if self.server.faults > 0:
            self.server.faults -= 1
            more = {"Retry_After": self.server.wait} if self.server.wait is not None else {}
            return self._send(self.server.fault, b"", **more)
        return self._send(200, PAGE.encode())

    def answer_broken(self) -> None:
        mark = f'"v{self.server.version}"'
        start, status, more = 0, 200, {"ETag": mark, "Accept_Ranges": "bytes"}
        if "Range" in self.headers and self.headers.get("If-Range") == mark:
            start, status = int(self.headers["Range"][6:].rstrip("-")), 206
            more["Content_Range"] = f"bytes {start}-{len(LONG) - 1}/{len(LONG)}"
        part = LONG[start:]
        if self.server.cuts > 0:
            self.server.cuts -= 1
            return self._send(status, part[: len(part) // 2], Content_Length=str(len(part)), **more)
        return self._send(status, part, **more)

    def answer_wrong_range(self) -> None:
        more = {"ETag": '"a"', "Content_Range": f"bytes 7-{len(LONG)}/{len(LONG)}"}
        if "Range" in self.headers:
            return self._send(206, LONG[7:], **more)
        return self._send(200, LONG[:5000], Content_Length=str(len(LONG)), ETag='"a"')

    def answer_hang_up(self) -> None:
        self.connection.close()

    def answer_no_http(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")

    def answer_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b"a" * 65_536)

    def answer_claims_much(self) -> None:
        self._send(200, b"a", Content_Length="999999999999")

    def answer_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._drip()

    def answer_drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip()

    def _drip(self) -> None:
        with contextlib.suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.05)

    def answer_huge_header(self) -> None:
        self.send_response(200)
        self.send_header("X-Big", "a" * 2_000_000)
        self.end_headers()

    def answer_round(self) -> None:
        self._send(302, b"", Location="/round")

    def answer_moved(self) -> None:
        self._send(301, b"", Location="/moved2")

    def answer_moved2(self) -> None:
        self._send(307, b"", Location="/page")

    def answer_moved_nowhere(self) -> None:
        self._send(302, b"")

    def answer_to_file(self) -> None:
        self._send(302, b"", Location="file:///etc/passwd")

    def answer_to_host(self) -> None:
        self._send(302, b"", Location=f"http://{self.path.rpartition('/')[2]}:{self.server.server_port}/page")

    def answer_gzip(self) -> None:
        self._send(200, gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def answer_deflate(self) -> None:
        self._send(200, zlib.compress(PAGE.encode()), Content_Encoding="deflate")

    def answer_bare_deflate(self) -> None:
        self._send(200, zlib.compress(PAGE.encode(), wbits=-15), Content_Encoding="deflate")

    def answer_bomb(self) -> None:
        self._send(200, gzip.compress(bytes(60_000_000)), Content_Encoding="gzip")

    def answer_double_bomb(self) -> None:
        self._send(200, gzip.compress(gzip.compress(bytes(60_000_000))), Content_Encoding="gzip, gzip")

    def answer_not_gzip(self) -> None:
        self._send(200, PAGE.encode(), Content_Encoding="gzip")

    def answer_cut_gzip(self) -> None:
        self._send(200, gzip.compress(PAGE.encode())[:-30], Content_Encoding="gzip")

    def answer_brotli(self) -> None:
        self._send(200, PAGE.encode(), Content_Encoding="br")

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextlib.contextmanager
def odd_server() -> Iterator[OddServer]:
    """Run the server for the length of a test."""
    server = OddServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
