"""A real web server on loopback, which can be told to misbehave."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from typing_extensions import override

SILENCE = 0


@dataclass
class Post:
    """What was posted: where to, with which headers, and the bytes."""

    path: str
    headers: dict[str, str]
    content: bytes


@dataclass
class WebServer:
    """What the server was sent, and what it is to answer instead of 204; each answer once."""

    port: int = 0
    posts: list[Post] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)


@contextmanager
def web_server(*, certificate: Path | None = None) -> Iterator[WebServer]:
    """Run a web server for the time of a test; the path is of a certificate with its key."""
    web = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            web.posts.append(Post(self.path, headers, self.rfile.read(length)))
            status, given = web.answers.pop(0) if web.answers else (204, {})
            if status == SILENCE:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in given.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        @override
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of callers who hang up."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
