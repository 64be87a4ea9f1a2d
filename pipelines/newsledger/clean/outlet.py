"""Which outlet a story was taken from, where the page says so.

Belongs here: "Source: …", "(Reuters) -", "AP —", "By …, Associated Press", the canonical address on another site, and
what JSON-LD says a story is based on. Does not: the agencies themselves (``agencies.tsv``), copies (`duplicates`).

An outlet named wrongly is worse than none. Only a line that says that it names the source may name one that is no
agency of the list, and it has to look like an outlet: "Source: General Staff of the Armed Forces" is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

from newsledger.clean.blocks import letters
from newsledger.clean.lists import read_list
from newsledger.fetch.identity import WEB, same_site

LONGEST_INITIALS = 6
# A domain's name of fewer letters may begin another outlet's: bt.dk, BT Sport.
TELLING_LETTERS = 5

_SOURCE = re.compile(
    r"\W{0,2}(?:(?:news )?sources?|originally (?:published|appeared) (?:by|in|on)|via|quelle)\s*[:–—-]\s*"
    r"(?P<outlet>[^\n]{2,60}?)[\s.)\]]*$"
    r"|\W{0,2}this (?:article|story|report|piece|item) (?:was |has been |is )?(?:originally |first |re-?)*"
    r"(?:published|appeared|posted) (?:by|in|on|at|from) (?P<first>[^\n.]{2,60}(?:\.[a-z]{2,6})?)[\s.)\]]*$",
    re.I,
)
# Small words may stand in a name: "Voice of America".
_PART = r"(?:[A-Z0-9][\w'’&-]*|[a-z]+[A-Z]\w*|of|the|and|de|la|le|el|al|al-\w+|&)"
_NAME = re.compile(rf"{_PART}(?:\s{_PART}){{0,5}}|[\w-]+(?:\.[\w-]+)+|(?:[Nn]ews )?[Aa]gencies")
_NO_OUTLET = re.compile(
    r"\b(?:staff|ministry|army|armed|forces|police|government|governor|department|office|council|administration|court"
    r"|embassy|data|statement|report|reports|study|survey|bank|university|institute|un|who|military|defen[cs]e|map"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b",
    re.I,
)
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)"


@dataclass(frozen=True, slots=True)
class Named:
    """The outlet of a paragraph that names its source, None if that is none; `alone` if it says nothing else."""

    outlet: str | None
    alone: bool


def outlet_named(text: str, *, at_head: bool, at_edge: bool) -> Named | None:
    """Return the outlet that a paragraph names, which stands at the head or, for `at_edge`, either end of a text."""
    agencies = _agencies()
    if at_head and (match := agencies.dateline.match(text)):
        return Named(agencies.outlet(next(name for name in match.groups() if name)), alone=False)
    if not at_edge:
        return None
    if match := _SOURCE.fullmatch(text):
        named = _first_named(match["outlet"] or match["first"])
        return Named(named, alone=True) if named or match["outlet"] else None
    if match := agencies.signed.fullmatch(text):
        return Named(agencies.outlet(next(name for name in match.groups() if name)), alone=True)
    return None


def outlet_of(
    named: str | None,
    *,
    url: str,
    site: str | None,
    canonical: str | None = None,
    authors: Sequence[str] = (),
    organisations: Sequence[str] = (),
    based_on: str | None = None,
) -> str | None:
    """Return the outlet that a page took its story from; None where it says nothing, or names itself.

    `named` is what its text says, which counts before the `canonical` address and the address or name that the story
    is `based_on`. `authors`, and `organisations` that JSON-LD gives as publisher or source, count if they are agencies.
    """
    agencies = _agencies()
    candidates = (
        named,
        _site_of(canonical, url),
        _site_of(based_on, url) or (based_on and agencies.known(based_on)),
        *(agencies.known(name) for name in (*authors, *organisations)),
    )
    found = next((outlet for outlet in candidates if outlet), None)
    return None if found and _is_own(found, url, site) else found


def _is_own(outlet: str, url: str, site: str | None) -> bool:
    """Whether `outlet` is the one that published the page: "ntv.de" on n-tv.de, "Al Jazeera News" on aljazeera.com."""
    own = _site_of(url, "") or ""
    names = {letters(own), letters(site or ""), letters(_agencies().known(site or "") or "")}
    label = letters(own.partition(".")[0])
    return letters(outlet) in names or (len(label) >= TELLING_LETTERS and letters(outlet).startswith(label))


class _Agencies:
    def __init__(self) -> None:
        rows = read_list("agencies")
        names = {name: row["outlet"] for row in rows for name in row["signatures"].split("|")}
        self._outlets = {self._key(name): outlet for name, outlet in names.items()}
        self.domains = {domain: row["outlet"] for row in rows for domain in row["domains"].split("|")}
        anyhow = "|".join(
            re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})"
            for name in sorted(names, key=len, reverse=True)
        )
        others = r"(?:\s*[/,&]\s*[^()\n]{2,20})?"
        before = r"[^()\n]{2,50}"
        self.dateline = re.compile(
            "|".join(
                (
                    rf"(?:[^()\n]{{2,70}} )?\(({anyhow}){others}\)\s*[-–—:]",  # KYIV, Ukraine (AP) — … | (Reuters) - …
                    rf"{before}, {_DAY} \(({anyhow}){others}\) (?=[A-Z])",  # New Delhi, May 24 (PTI) The …
                    rf"{before}[,/] ?({anyhow})\s*[-–—]+ ",  # MOSCOW/Interfax — …
                    rf"({anyhow}) ?(?:—|–| -{{1,2}}) ",  # AP — …
                    rf"{before} /({anyhow})/[.\s]",  # MOSCOW, May 24. /TASS/. …
                )
            )
        )
        people = r"[A-Z][\w.'’-]*(?:(?: |, | and )[A-Z][\w.'’-]*){1,7}"
        self.signed = re.compile(
            "|".join(
                (
                    rf"\W*(?:[Bb]y |BY )?({anyhow})\W*",  # By Agence France-Presse | — AP
                    # By A. Writer, Associated Press | A. Writer | Reuters
                    rf"(?:[Bb]y|BY) {people}(?:,| \||\s[-–—/]| for)? ({anyhow})(?: writers?)?\W*",
                    rf"{people}(?:,| \||\s[-–—/]| for) ({anyhow})(?: writers?)?\W*",
                    # © 2025 AFP. All rights …
                    rf"(?:©|\([Cc]\)|[Cc]opyright)(?: ?©)? ?(?:\d{{4}},? )?(?:by )?({anyhow})\b[^\n]{{0,200}}",
                )
            )
        )

    def outlet(self, name: str) -> str:
        """Return the outlet that signs as `name`."""
        return self._outlets[self._key(name)]

    def known(self, name: str) -> str | None:
        """Return the outlet of an agency that is called `name`, None if there is none."""
        return self._outlets.get(self._key(name.strip()))

    @staticmethod
    def _key(name: str) -> str:
        return name if name.isupper() else name.casefold()


@cache
def _agencies() -> _Agencies:
    return _Agencies()


def _first_named(words: str) -> str | None:
    """Return the outlet in the words of a source line: the first of several; None if they do not look like one."""
    first = re.split(r"\s*(?:[,;/|]| and | & )\s*", words.strip(" \"'“”‘’"))[0].strip()
    known = _agencies().known(words.strip()) or _agencies().known(first)
    if known:
        return known
    whole = first if re.search(r"[,;/|]", words) else words.strip(" \"'“”‘’")
    # Short names in capitals are of agencies, which are listed, or of authorities: "Source: CDC".
    is_short = whole.isupper() and len(whole) <= LONGEST_INITIALS
    return whole if _NAME.fullmatch(whole) and not is_short and not _NO_OUTLET.search(whole) else None


def _site_of(address: str | None, page: str) -> str | None:
    """Return the outlet whose site `address` lies on, if that is not the site of `page`."""
    if not address:
        return None
    try:
        address = urljoin(page, address.strip())
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not address.lower().startswith(WEB) or "." not in host or host.split(".")[-1].isdigit():
        return None
    if page and (not page.startswith(WEB) or same_site(address, page)):
        return None
    domains = _agencies().domains
    return next((domains[part] for part in _parents(host) if part in domains), host)


def _parents(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[n:]) for n in range(len(labels) - 1)]
