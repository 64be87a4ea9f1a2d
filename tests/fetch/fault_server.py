"""A web server on loopback that answers, or misbehaves, as a test tells it."""

import gzip
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from newsledger.fetch import FetchPolicy

LOOPBACK = FetchPolicy(allow_loopback=True, delay=0.0, deadline=5.0, backoff=0.0, max_wait=0.2)
ARTICLE = b"<!doctype html><html><head><title>A title</title></head><body><p>Some words.</p></body></html>"


@dataclass(frozen=True)
class Reply:
    """What a path answers. `raw`, if given, is written as it is, piece by piece, and the connection closed."""

    body: bytes = ARTICLE
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str | None = "text/html; charset=utf-8"
    raw: Iterable[bytes] | None = None
    pause: float = 0.0  # seconds after each piece of `raw`


@dataclass
class Server:
    """`replies` says what a path answers, or computes it from the request's headers; all others are 404."""

    address: str = ""
    replies: dict[str, Reply | Callable[[Message], Reply]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)  # when each of the requests came
    answering: int = 0
    most_at_once: int = 0

    def url(self, path: str) -> str:
        return self.address + path

    def serve(self, path: str, reply: Reply | Callable[[Message], Reply]) -> str:
        self.replies[path] = reply
        return self.url(path)

    def asked(self, path: str) -> int:
        return [requested for requested, _ in self.requests].count(path)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, server: Server, *request: Any) -> None:
        self.told = server
        super().__init__(*request)

    def do_GET(self) -> None:
        self.told.times.append(time.monotonic())
        self.told.requests.append((self.path, dict(self.headers.items())))
        self.told.answering += 1
        self.told.most_at_once = max(self.told.most_at_once, self.told.answering)
        try:
            self.answer()
        finally:
            self.told.answering -= 1

    def answer(self) -> None:
        reply = self.told.replies.get(self.path, Reply(b"nothing here", 404))
        reply = reply if isinstance(reply, Reply) else reply(self.headers)
        if reply.raw is not None:
            self.close_connection = True
            for piece in reply.raw:
                self.wfile.write(piece)
                time.sleep(reply.pause)
            return
        self.send_response(reply.status)
        headers = {"Content-Length": str(len(reply.body)), **reply.headers}
        if reply.media_type is not None:
            headers.setdefault("Content-Type", reply.media_type)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.status != 304:
            self.wfile.write(reply.body)

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):  # the client hung up, as it should
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    told = Server()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, told))
    httpd.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls is not None:
        httpd.socket = tls.wrap_socket(httpd.socket, server_side=True)
    told.address = f"{'https' if tls else 'http'}://127.0.0.1:{httpd.server_port}"
    thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def rss(*items: str, head: str = "<title>News</title>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(url: str, title: str = "A title", date_text: str | None = None) -> str:
    when = f"<pubDate>{date_text}</pubDate>" if date_text else ""
    return f"<item><title>{title}</title><link>{url}</link>{when}</item>"


def gzipped(body: bytes, **headers: str) -> Reply:
    return Reply(gzip.compress(body), headers={"Content-Encoding": "gzip", **headers})
