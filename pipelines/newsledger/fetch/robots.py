"""What a site's robots.txt allows us, by RFC 9309.

Belongs here: turning one answer for robots.txt into rules, its failure rules, and the copy on disk that is good
for a day. Does not: requests (`web`, which hands the answer in).
"""

import json
import time
from pathlib import Path
from urllib.parse import quote

from protego import Protego

from newsledger.fetch.visit import Answer, Outcome

AGENT = "newsledger"
_MAX_PARSED = 500 * 1024  # bytes; RFC 9309 asks for at least 500 KiB


class Rules:
    """What one origin allows. With a `refusal`, an outcome and a reason, nothing may be asked at all."""

    def __init__(self, text: str = "", refusal: tuple[Outcome, str] | None = None) -> None:
        self.text = text
        self._refusal = refusal
        self._parsed = Protego.parse(text)  # 0.3 s for 50,000 rules
        self.delay = float(self._parsed.crawl_delay(AGENT) or 0.0)  # seconds between two requests

    def refuses(self, url: str, max_delay: float) -> tuple[Outcome, str] | None:
        """Return why `url` may not be asked, None if it may."""
        if self._refusal is not None:
            return self._refusal
        if not self._parsed.can_fetch(url, AGENT):
            return Outcome.BLOCKED_BY_ROBOTS, "robots.txt does not allow it"
        if self.delay > max_delay:
            return Outcome.CRAWL_DELAY_TOO_LONG, f"robots.txt asks for {self.delay:.0f} s between requests"
        return None


class RobotsCache:
    """The rules of every origin that was asked, kept in `folder`."""

    def __init__(self, folder: Path, max_age: float) -> None:
        self._folder = folder
        self._max_age = max_age

    def fresh(self, origin: str) -> Rules | None:
        """Return the rules of `origin` if a copy younger than the maximum age is there."""
        return self._read(origin, self._max_age)

    def learn(self, origin: str, answer: Answer) -> Rules:
        """Return the rules that `answer` for the robots.txt of `origin` means, and keep them.

        A 4xx means that there are none. A 5xx or no answer means that nothing may be asked; but an old copy,
        where there is one, is better than that.
        """
        if answer.status == 200 and answer.body is not None:
            rules = Rules(_text(answer.body))
        elif answer.status == 204 or (answer.status != 429 and 400 <= (answer.status or 0) < 500):
            rules = Rules()
        elif answer.outcome in (Outcome.BAD_REDIRECT, Outcome.BAD_ADDRESS):
            rules = Rules()  # RFC 9309: more than five redirects count as unavailable, which allows
        else:
            # A host that cannot be reached or asks for a pause is told as that, not as a matter of robots.txt.
            unreached = answer.status is None or answer.outcome is Outcome.DEFERRED
            outcome = answer.outcome if unreached else Outcome.BLOCKED_BY_ROBOTS
            refusal = outcome, f"robots.txt cannot be read: {answer.reason or answer.outcome}"
            return self._read(origin, None) or Rules(refusal=refusal)
        self._write(origin, rules)
        return rules

    def _path(self, origin: str) -> Path:
        return self._folder / f"{quote(origin, safe='')[:200]}.json"

    def _read(self, origin: str, max_age: float | None) -> Rules | None:
        try:
            kept = json.loads(self._path(origin).read_text("utf-8"))
            young = max_age is None or 0 <= time.time() - kept["at"] < max_age
            return Rules(str(kept["text"])) if young else None
        except (OSError, ValueError, KeyError, TypeError):  # none, or half-written by a kill: it is asked for again
            return None

    def _write(self, origin: str, rules: Rules) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(origin).write_text(json.dumps({"at": time.time(), "text": rules.text}), "utf-8")


def _text(body: bytes) -> str:
    """Return the lines that are parsed. One that is cut in two would allow or forbid another path than it names."""
    if len(body) > _MAX_PARSED:
        body = body[:_MAX_PARSED].rpartition(b"\n")[0]
    return body.decode("utf-8-sig", "replace")  # a byte order mark before the first group would hide that group
