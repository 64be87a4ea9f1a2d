"""Telling the operator that a run failed: a line of a file, and a webhook and a mail where they are configured.

Belongs here: the alert, its file, the two notifiers and their configuration. Does not: noticing that a run failed (the
sensor and `assets.nightly`).

The file comes first, so an alert whose notifiers fail is never lost; that they failed is a line of its own. A run is
told once, though the command line and the daemon both notice it. All of it is configured in the environment, where
secrets belong: a webhook's address often is one, so neither it nor a password is ever written or logged.
"""

import fcntl
import json
import os
import smtplib
import ssl
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from socket import getaddrinfo
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from newsledger.config import Settings
from newsledger.errors import UsageError, usage_error

FILE = "alerts.jsonl"
SECONDS = 15  # that a notifier may take
_SUBMISSION = 587  # the port of a mail server that takes mail from users

WEBHOOK_VARIABLE = "NEWSLEDGER_ALERT_WEBHOOK"
MAIL_VARIABLE = "NEWSLEDGER_ALERT_MAIL"
FROM_VARIABLE = "NEWSLEDGER_ALERT_FROM"
SMTP_VARIABLE = "NEWSLEDGER_SMTP"
PASSWORD_VARIABLE = "NEWSLEDGER_SMTP_PASSWORD"  # noqa: S105  (the name of the variable)


@dataclass(frozen=True, slots=True)
class Alert:
    """A run that failed, and why."""

    time: str  # ISO 8601, UTC
    run: str
    job: str
    edition: str | None  # or the first and last of a range
    error: str


Notifier = Callable[[Alert], None]


def raise_alert(settings: Settings, run: str, job: str, edition: str | None, error: str) -> None:
    """Write down that `run` failed and tell those who are configured; nothing if that was done already.

    No notifier's failure is raised: it is a line of the file. Nor is one of the file: a run may have failed because
    the disk is full, and that has to be told.
    """
    alert = Alert(datetime.now(UTC).isoformat(timespec="seconds"), run, job, edition, error)
    with suppress(OSError), _locked(settings) as file:
        if any(line.get("run") == run for line in _lines(file)):
            return
        _append(file, asdict(alert))
    for name, notify in _notifiers(os.environ).items():
        try:
            notify(alert)
        except Exception as problem:  # whatever it is, the run has failed and that is what matters
            line = {"time": alert.time, "run": run, "not_told": name, "problem": _without_secrets(problem)}
            with suppress(OSError), _locked(settings) as file:
                _append(file, line)


def read_alerts(settings: Settings) -> list[dict[str, Any]]:
    """Return the lines of the file, the oldest first; none if there is no file."""
    path = settings.home / FILE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", errors="replace") as file:
        return list(_lines(file))


def _notifiers(environment: Mapping[str, str]) -> dict[str, Notifier]:
    notifiers: dict[str, Notifier] = {}
    if url := environment.get(WEBHOOK_VARIABLE):
        notifiers["webhook"] = lambda alert: _post(alert, url)
    if to := environment.get(MAIL_VARIABLE):
        notifiers["mail"] = lambda alert: _mail(alert, to, environment)
    return notifiers


def _post(alert: Alert, url: str) -> None:
    """Post `alert` as JSON; without TLS only to this machine or a private network, and never by a redirect or proxy."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise usage_error(f"{WEBHOOK_VARIABLE} holds no http(s) address", "Set it to one.")
    if parts.scheme == "http" and not _is_near(parts.hostname):
        raise usage_error(f"{WEBHOOK_VARIABLE} is a public address without TLS", "Set it to one with https.")
    # `text` is what chat services show of a message.
    content = {**asdict(alert), "text": _sentence(alert)}
    request = urllib.request.Request(  # noqa: S310  (the scheme is checked)
        url, json.dumps(content, ensure_ascii=False).encode(), {"Content-Type": "application/json"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects())
    opener.open(request, timeout=SECONDS).close()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow none: the redirect's own status is then the error."""


def _is_near(host: str) -> bool:
    """Whether all addresses of `host` are of this machine or of a private network."""
    found = {str(info[4][0]).partition("%")[0] for info in getaddrinfo(host, None)}
    return all(ip_address(address).is_private for address in found)


def _mail(alert: Alert, to: str, environment: Mapping[str, str]) -> None:
    server = urlsplit(environment.get(SMTP_VARIABLE) or "smtp://localhost:25")
    if server.scheme != "smtp" or not server.hostname:
        raise usage_error(f"{SMTP_VARIABLE} is not of the form smtp://user@host:587", "Set it so.")
    message = EmailMessage()
    message["Subject"] = f"Newsledger: the run of {alert.edition or alert.job} failed"
    message["From"] = environment.get(FROM_VARIABLE) or to.split(",")[0].strip()
    message["To"] = to
    message.set_content(f"{_sentence(alert)}\n\nWhat to do: newsledger status\nThe run: {alert.run}\n")
    with smtplib.SMTP(server.hostname, server.port or _SUBMISSION, timeout=SECONDS) as smtp:
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
        elif not _is_near(server.hostname):
            raise usage_error("The mail server offers no STARTTLS", "Use one that does.")
        if server.username:
            smtp.login(unquote(server.username), environment.get(PASSWORD_VARIABLE, ""))
        smtp.send_message(message)


def _sentence(alert: Alert) -> str:
    what = f"the run of {alert.edition}" if alert.edition else f"a run of {alert.job}"
    return f"Newsledger: {what} failed. {alert.error}"


def _without_secrets(problem: Exception) -> str:
    """Return what `problem` is. Only our own sentences are known to hold no address or password."""
    if isinstance(problem, UsageError):
        return str(problem)
    code = getattr(problem, "code", None) or getattr(problem, "smtp_code", None)
    reason = getattr(problem, "reason", None)
    parts = (type(problem).__name__, code, type(reason).__name__ if isinstance(reason, Exception) else None)
    return " ".join(str(part) for part in parts if part)


@contextmanager
def _locked(settings: Settings) -> Iterator[IO[str]]:
    path: Path = settings.home / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8", errors="replace") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        if text and not text.endswith("\n"):  # a full disk has cut the last line, which must not swallow the next
            file.write("\n")
        file.seek(0)
        yield file


def _lines(file: IO[str]) -> Iterator[dict[str, Any]]:
    for line in file:
        try:
            content = json.loads(line)
        except ValueError:  # a full disk may have cut it
            continue
        if isinstance(content, dict):
            yield content


def _append(file: IO[str], content: Mapping[str, Any]) -> None:
    file.write(json.dumps(content, ensure_ascii=False) + "\n")
    file.flush()
