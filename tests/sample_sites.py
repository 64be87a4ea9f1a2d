"""The sample sites over HTTP on loopback, for tests of discovery, fetching and the whole run."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

SAMPLES = Path(__file__).parents[1] / "samples"
MEDIA_TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/xml", ".txt": "text/plain"}


@dataclass
class SampleSites:
    """The sites of ``samples/sites``, each on a loopback port of its own.

    `folder` is a private copy: a test may edit a page there. `servers` gives a host's address
    (``sample-daily.example`` -> ``http://127.0.0.1:40123``); every ``https://<host>`` in what is served is rewritten
    to it. `requests` lists the addresses asked for, under their real names.
    """

    folder: Path
    servers: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def url(self, host: str, path: str = "") -> str:
        """Return the address at which `path` of `host` is served."""
        return f"{self.servers[host]}/{path}"

    def page(self, host: str, path: str) -> Path:
        """Return the file behind `path` of `host`."""
        file = self.folder / host / path.lstrip("/")
        return file / "index.html" if file.is_dir() else file


class _Site(BaseHTTPRequestHandler):
    def __init__(self, sites: SampleSites, host: str, *request: object) -> None:
        self.sites, self.host = sites, host
        super().__init__(*request)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.sites.requests.append(f"https://{self.host}{self.path}")
        file = self.sites.page(self.host, urlsplit(self.path).path)
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        text = file.read_text("utf-8")
        for host, server in self.sites.servers.items():
            text = text.replace(f"https://{host}", server)
        body = text.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        fresh = self.headers.get("If-None-Match") == etag
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else HTTPStatus.OK)
        self.send_header("ETag", etag)
        if not fresh:
            self.send_header("Content-Type", MEDIA_TYPES[file.suffix])
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not fresh:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serve(folder: Path) -> Iterator[SampleSites]:
    """Serve the sites in `folder`, one a subfolder named by its host."""
    sites = SampleSites(folder)
    running = []
    for host in sorted(path.name for path in folder.iterdir()):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site, sites, host))
        sites.servers[host] = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        running.append((server, thread))
    yield sites
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()
