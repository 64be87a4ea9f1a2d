"""Alerts: a line of a file first, then a real webhook and a real mail server on loopback."""

import json
import socketserver
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from newsledger.alerts import raise_alert, read_alerts
from newsledger.config import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data")


class Hook(BaseHTTPRequestHandler):
    got: list[dict[str, Any]] = []  # noqa: RUF012  (each test clears it)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/hook")
        else:
            self.got.append(json.loads(body))
            self.send_response(200 if self.path == "/hook" else 500)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP as one message needs, without STARTTLS: on loopback nobody listens in."""

    lines: list[str] = []  # noqa: RUF012  (each test clears it)

    def handle(self) -> None:
        self.say("220 here")
        in_message = False
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            self.lines.append(line)
            if in_message:
                in_message = line != "."
                if not in_message:
                    self.say("250 taken")
            elif line.upper().startswith("EHLO"):
                self.say("250 here")
            elif line.upper() == "DATA":
                in_message = True
                self.say("354 go on")
            elif line.upper() == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def serve(server: socketserver.TCPServer) -> Iterator[int]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook() -> Iterator[int]:
    Hook.got.clear()
    yield from serve(ThreadingHTTPServer(("127.0.0.1", 0), Hook))


@pytest.fixture
def post() -> Iterator[int]:
    Post.lines.clear()
    yield from serve(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post))


def fail(settings: Settings, run: str = "r1") -> None:
    raise_alert(settings, run, "nightly", "2025-05-24", "documents.some_listings_read: No source could be read.")


def test_a_failed_run_is_written_down_once(settings: Settings) -> None:
    fail(settings)
    fail(settings)
    fail(settings, "r2")

    assert [(line["run"], line["edition"]) for line in read_alerts(settings)] == [
        ("r1", "2025-05-24"),
        ("r2", "2025-05-24"),
    ]
    assert "No source could be read" in read_alerts(settings)[0]["error"]


def test_a_line_that_a_full_disk_cut_does_not_swallow_the_next(settings: Settings) -> None:
    fail(settings)
    path = settings.home / "alerts.jsonl"
    path.write_text(path.read_text() + '{"time": "2025-05-2')

    fail(settings, "r2")

    assert [line["run"] for line in read_alerts(settings)] == ["r1", "r2"]


def test_a_line_that_was_cut_within_a_letter_does_no_more_harm(settings: Settings) -> None:
    fail(settings)
    path = settings.home / "alerts.jsonl"
    path.write_bytes(path.read_bytes() + '{"time": "“'.encode()[:-1])

    fail(settings, "r2")

    assert [line["run"] for line in read_alerts(settings)] == ["r1", "r2"]


def test_what_cannot_be_written_down_is_told_all_the_same(
    settings: Settings, hook: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_ALERT_WEBHOOK", f"http://127.0.0.1:{hook}/hook")
    settings.home.write_text("no folder, as little to be written as a full disk")

    fail(settings)

    assert [got["run"] for got in Hook.got] == ["r1"]


def test_the_webhook_gets_the_alert(settings: Settings, hook: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_ALERT_WEBHOOK", f"http://127.0.0.1:{hook}/hook")

    fail(settings)
    fail(settings)

    (got,) = Hook.got
    assert (got["run"], got["job"], got["edition"]) == ("r1", "nightly", "2025-05-24")
    assert got["text"].startswith("Newsledger: the run of 2025-05-24 failed. documents.some_listings_read")


@pytest.mark.parametrize("path", ["broken?token=s3cret", "moved?token=s3cret", "moved"])
def test_a_webhook_that_fails_loses_nothing_and_its_address_is_not_told(
    settings: Settings, hook: int, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_ALERT_WEBHOOK", f"http://127.0.0.1:{hook}/{path}")

    fail(settings)

    alert, untold = read_alerts(settings)
    assert alert["error"].startswith("documents.")
    assert (untold["run"], untold["not_told"]) == ("r1", "webhook")
    assert untold["problem"].startswith("HTTPError ")
    assert "s3cret" not in (settings.home / "alerts.jsonl").read_text()


def test_an_address_without_tls_must_be_near(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_ALERT_WEBHOOK", "http://93.184.215.14/hook")

    fail(settings)

    assert "public address without TLS" in read_alerts(settings)[1]["problem"]


def test_the_mail_says_what_failed_and_what_to_do(
    settings: Settings, post: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_ALERT_MAIL", "night@example.org, day@example.org")
    monkeypatch.setenv("NEWSLEDGER_SMTP", f"smtp://127.0.0.1:{post}")

    fail(settings)

    assert len(read_alerts(settings)) == 1
    assert "Subject: Newsledger: the run of 2025-05-24 failed" in Post.lines
    assert [line for line in Post.lines if line.upper().startswith("RCPT TO")] == [
        "rcpt TO:<night@example.org>",
        "rcpt TO:<day@example.org>",
    ]
    assert "What to do: newsledger status" in Post.lines


def test_a_password_is_not_sent_without_encryption_and_both_are_told_though_one_fails(
    settings: Settings, post: int, hook: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_ALERT_WEBHOOK", f"http://127.0.0.1:{hook}/hook")
    monkeypatch.setenv("NEWSLEDGER_ALERT_MAIL", "night@example.org")
    monkeypatch.setenv("NEWSLEDGER_SMTP", f"smtp://me@127.0.0.1:{post}")
    monkeypatch.setenv("NEWSLEDGER_SMTP_PASSWORD", "s3cret")

    fail(settings)

    assert len(Hook.got) == 1
    assert read_alerts(settings)[1]["not_told"] == "mail"
    assert not any("s3cret" in line or line.upper().startswith("AUTH") for line in Post.lines)
