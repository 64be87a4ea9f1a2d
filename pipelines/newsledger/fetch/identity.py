"""Which article an address stands for.

Belongs here: the canonical form of a URL, by which the same article is known over tracking parameters, AMP,
http and https, ``www.`` and trailing slashes. Does not: fetching; what is asked for is always the address as given.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import courlan

# Parameters that say where a reader came from and that courlan keeps.
_TRACKING = frozenset({
    "amp", "at_campaign", "at_format", "at_link_id", "at_link_origin", "at_link_type", "at_medium", "at_ptr_name",
    "cmp", "cmpid", "ftag", "guccounter", "maca", "ns_campaign", "ns_mchannel", "ns_source", "ocid", "outputtype",
    "sh", "smid", "smtyp", "sr_share", "taid", "__twitter_impression",
})  # fmt: skip
# Names in front of a host that serve the same pages; what is left is still a domain with a dot.
_SAME_HOST = re.compile(r"^(?:(?:www|m|amp)\.)+(?=[^.]+\.)")
_AMP_PATH = re.compile(r"^(?:/amp)+(?=/)|(?:/amp|/)+$|(?:\.amp)+(?=\.html?$|$)")


def canonical_url(url: str) -> str:
    """Return the form of `url` that all addresses of the same article share; ``file:`` addresses stay as they are.

    It is an identity, not an address to fetch: always https, without ``www.``. Parameters that may name the
    article (``?p=123``, ``?id=7``) stay. Idempotent.
    """
    if not url.lower().startswith(("http://", "https://")):
        return url
    cleaned = courlan.clean_url(url) or url
    try:
        parts = urlsplit(cleaned)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:  # "http://[::1": not an address; it stays its own identity
        return url
    host = _SAME_HOST.sub("", host)
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted((k, v) for k, v in pairs if k.lower() not in _TRACKING))
    return urlunsplit(("https", host, _AMP_PATH.sub("", parts.path), query, ""))


def same_site(url: str, other: str) -> bool:
    """Whether two addresses belong to one registered domain: only there may a page name another its canonical."""
    try:
        if urlsplit(canonical_url(url)).netloc == urlsplit(canonical_url(other)).netloc:
            return True
    except ValueError:  # no address at all
        return False
    domain = courlan.extract_domain(url)
    return domain is not None and domain == courlan.extract_domain(other)


def article_url(url: str, declared: str | None) -> str:
    """Return the identity of the page at `url` that names `declared` as its canonical address.

    A page of one site cannot speak for another (a syndicated copy is its own article); a file has no site, so
    what it declares is believed.
    """
    if declared and declared.lower().startswith(("http://", "https://")):
        identity = canonical_url(declared)
        is_homepage = identity.count("/") < 3 and "?" not in identity
        if not is_homepage and (url.startswith("file:") or same_site(url, declared)):
            return identity
    return canonical_url(url)
