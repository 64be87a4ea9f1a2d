"""Which article an address stands for.

Belongs here: the canonical form of a URL, by which the same article is known over tracking parameters, AMP,
http and https, ``www.`` and trailing slashes. Does not: fetching; what is asked for is always the address as given.

Two addresses that were taken for one are worse than one taken for two: the second article would pass for a revision
of the first. So a parameter goes only if it is known to say where a reader came from. courlan's list, which matches
within names, takes ``gallery=3``, ``cid=7`` and ``reference=9`` for such.
"""

import re
from contextlib import suppress
from urllib.parse import urljoin, urlsplit, urlunsplit

from tld import get_fld

WEB = ("http://", "https://")

# Parameters that say where a reader came from, or how he wants the page shown.
_TRACKING = re.compile(
    r"utm_.*|(?:mtm|pk|piwik|matomo|hsa|itm)_(?:campaign|source|medium|content|kwd|keyword|term|cid|group|placement).*"
    r"|at_(?:bbc_team|campaign|creation|custom\d|format|link_.*|medium|point|ptr_name|recipient_.*|send_.*)"
    r"|ns_(?:campaign|fee|linkname|mchannel|source)|vero_(?:id|conv)|oly_(?:anon|enc)_id|__hs.*|_hs(?:enc|mi)"
    r"|hsctatracking|_g[al]|mc_[ce]id|mkt_tok|(?:fb|g|dc|y|ys|tw|li_fat_|tt)c?lid|gclsrc|msclkid|[gw]braid|igshi?d?"
    r"|_?ig_(?:mid|rid)|fb_(?:action|ref|source).*|__twitter_impression|twsrc|s_cid|icid|ncid|d?cmp(?:id)?|ocid|ftag"
    r"|ftcamp|maca|xtor|ito|taid|guccounter|guce_.*|smid|smtyp|sr_share|sh|traffic_source|xpromo|usqp|replytocom"
    r"|amp|amp_.*|outputtype"
)
# Parameters that do so only with a value like these; with another one they may name the article.
_REFERRER = re.compile(r"ref|referrer|referer|source|src|from|via|origin|partner|medium|feed|rss|print|share|shared")
_PLACES = re.compile(
    r"(?:rss2?|feeds?|atom|xml|twitter|facebook|fb|whatsapp|telegram|linkedin|reddit|instagram|google|googlenews"
    r"|e?mail|newsletter|home|homepage|hp|frontpage|app|mobile|amp|social|share|syndication|1|true|yes)?"
)
# Names that elsewhere may say which article it is.
_OF_HOST = {
    "bloomberg.com": {"srnd", "leadsource"},
    "economist.com": {"fsrc"},
    "npr.org": {"ft", "f"},
    "nytimes.com": {"campaign_id", "emc", "instance_id", "referringsource", "regi_id", "segment_id"},
    "reuters.com": {"feedtype", "feedname", "rpc"},
    "washingtonpost.com": {"tid", "itid", "wpisrc"},
    "wsj.com": {"mod", "reflink"},
}
# Names in front of a host that serve the same pages; what is left is still a domain with a dot.
_SAME_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
# An AMP page beside the article's own; a path that would be empty without it is kept.
_AMP_PATH = re.compile(r"^(?:/amp)+(?=/[^/])|(?<=[^/])(?:/amp|/)+$|^/+$|(?:\.amp)+(?=\.html?$|$)")
# Copies of AMP pages that others serve; the address of the page stands in the path.
_AMP_CACHE = re.compile(
    r"https?://(?:[^/?#]+\.cdn\.ampproject\.org/[a-z]{1,2}/|(?:www\.)?google\.[a-z.]{2,6}/amp/)(?:s/)?(?=[^/?#]+\.[^/?#]+/)",
    re.I,
)
# What may follow the address of an article for a part or another form of it.
_PART = re.compile(r"(?:/(?:page|p|print|all|full|single|comments?|index\.\w{2,5}|\d{1,3}))+", re.I)

_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_PATH = _UNRESERVED | frozenset("!$&'()*+,;=:@")
_IN_QUERY = _UNRESERVED | frozenset("!$'()*,:@/?")


def canonical_url(url: str) -> str:
    """Return the form of `url` that all addresses of the same article share; ``file:`` addresses stay as they are.

    It is an identity, not an address to fetch: always https, without ``www.``. Parameters that may name the
    article (``?p=123``, ``?id=7``) stay. Idempotent; any text has one.
    """
    if not url.lower().startswith(WEB):
        return url
    address = url
    while cached := _AMP_CACHE.match(address):
        address = "https://" + address[cached.end() :]
    try:
        parts = urlsplit(address)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:  # "http://[::1": not an address; it stays its own identity
        return url
    if not host:
        return url
    netloc = f"{host}:{port}" if port not in (None, 80, 443) else host
    path = _without_amp("/".join(_plain(segment, _IN_PATH) for segment in parts.path.split("/")))
    # What follows "#!" was the path of pages that were drawn by scripts; any other fragment is a place on the page.
    fragment = _plain(parts.fragment, _IN_PATH | {"/", "?"}) if parts.fragment.startswith("!") else ""
    query = _query(parts.query, host)
    return urlunsplit(("https", netloc, path or ("/" if query or fragment else ""), query, fragment))


def same_site(url: str, other: str) -> bool:
    """Whether two addresses belong to one registered domain: only there may a page name another its canonical.

    Sites under one host of many, as ``a.blogspot.com`` and ``b.blogspot.com``, are two.
    """
    one, two = (urlsplit(canonical_url(address)).netloc if _is_address(address) else "" for address in (url, other))
    if not one or not two:
        return False
    return one == two or (_domain(one) is not None and _domain(one) == _domain(two))


def article_url(url: str, declared: str | None) -> str:
    """Return the identity of the page at `url` that names `declared` as its canonical address.

    A page of one site cannot speak for another (a syndicated copy is its own article); a file has no site, so
    what it declares is believed. Neither a homepage nor the section that the page lies in is an article: on sites
    that name them for all their pages, all would be one.
    """
    own = canonical_url(url)
    named = _resolved(url, (declared or "").strip())
    if not named.lower().startswith(WEB) or not _is_address(named):
        return own
    identity = canonical_url(named)
    is_homepage = identity.count("/") < 3 and not {"?", "#"} & set(identity)
    if is_homepage or not (url.startswith("file:") or same_site(url, named)):
        return own
    below = own.partition("?")[0].removeprefix(identity)
    is_section = below != own.partition("?")[0] and below.startswith("/") and not _PART.fullmatch(below)
    return own if is_section else identity


def _without_amp(path: str) -> str:
    while (shorter := _AMP_PATH.sub("", path)) != path:
        path = shorter
    return path


def _query(query: str, host: str) -> str:
    pairs = [tuple(pair.partition("=")[::2]) for pair in query.replace("+", "%20").split("&") if pair not in ("", "=")]
    plain = [(_plain(name, _IN_QUERY), _plain(value, _IN_QUERY)) for name, value in pairs]
    # Of one name, the order of the values may tell pages apart; that of the names does not.
    kept = sorted((p for p in plain if not _is_tracking(*p, host)), key=lambda pair: pair[0])
    return "&".join(f"{name}={value}" if value else name for name, value in kept)


def _is_tracking(name: str, value: str, host: str) -> bool:
    name = name.lower()
    if _TRACKING.fullmatch(name) or (_REFERRER.fullmatch(name) and _PLACES.fullmatch(value.lower())):
        return True
    return any(name in names for of, names in _OF_HOST.items() if host == of or host.endswith(f".{of}"))


def _host(host: str) -> str:
    host = host.rstrip(".")
    with suppress(UnicodeError):  # no name that could be looked up stays as it is written
        host = host.encode("idna").decode()
    host = _SAME_HOST.sub("", host.lower())
    return f"[{host}]" if ":" in host else host


def _plain(text: str, allowed: frozenset[str]) -> str:
    """Return `text` with just the characters escaped that have to be: ``%41`` is A, é and ``%c3%a9`` are ``%C3%A9``."""
    out: list[str] = []
    end = 0
    for match in _ESCAPED.finditer(text):
        character = chr(int(match[0][1:], 16))
        out += _quoted(text[end : match.start()], allowed), character if character in allowed else match[0].upper()
        end = match.end()
    return "".join([*out, _quoted(text[end:], allowed)])


def _quoted(text: str, allowed: frozenset[str]) -> str:
    return "".join(
        c if c in allowed else "".join(f"%{byte:02X}" for byte in c.encode("utf-8", "surrogatepass")) for c in text
    )


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return False


def _resolved(url: str, declared: str) -> str:
    try:
        return urljoin(url, declared) if declared and url.lower().startswith(WEB) else declared
    except ValueError:
        return ""


def _domain(netloc: str) -> str | None:
    """Return the domain that was registered, which is the label before the public suffix with that suffix."""
    host = netloc.partition(":")[0]
    found = get_fld(host, fix_protocol=True, fail_silently=True, search_private=True)
    if isinstance(found, str):
        return found
    # A suffix that is not on the list has one label; what ends in a number is an IP address.
    labels = host.split(".")
    return None if labels[-1].isdigit() or len(labels) < 2 else ".".join(labels[-2:])
