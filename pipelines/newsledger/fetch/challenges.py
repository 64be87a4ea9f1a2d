"""Telling the checks that firewalls put in an article's place, whatever their status.

Belongs here: what is known of their headers and markup. Does not: other pages that are no articles; what those say
is read after cleaning (`clean.kind`).
"""

import re

from newsledger.fetch.visit import Answer

# Headers by which firewalls say that the body is a check and not the page, even with status 200 or 202.
_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-vercel-mitigated", "challenge"),
)
# What only the markup of such checks holds. Scripts of the same firewalls stand on good pages too: those of
# Cloudflare and Imperva are put into every page, so that their addresses alone tell nothing.
_MARKERS = {
    b"_cf_chl_opt": "a Cloudflare check",
    b"window.gokuProps": "an AWS WAF check",
    b"Incapsula incident ID": "an Imperva check",
    b"captcha-delivery.com/": "a DataDome check",
    b"px-captcha": "a PerimeterX check",
    b"sec-if-cpt-container": "an Akamai check",
    b"KPSDK": "a Kasada check",
    b"sucuri_cloudproxy_js": "a Sucuri check",
    b'id="anubis_challenge"': "an Anubis check",
    b"Vercel Security Checkpoint": "a Vercel check",
    b"ddos-guard/js-challenge": "a DDoS-Guard check",
}
# Checks are small; their marker stands early. An article about them has far more words.
_SEARCHED_BYTES = 64 << 10
_MOST_WORDS = 150
_UNSEEN = re.compile(rb"<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*>", re.I | re.S)


def challenge_of(answer: Answer) -> str | None:
    """Return the header of `answer` that says it is a check, None if it has none."""
    for name, value in _HEADERS:
        if (answer.header(name) or "").strip().lower() == value:
            return f"{name}: {value}"
    return None


def challenge_in(body: bytes) -> str | None:
    """Return whose check the page `body` is, None if it is none."""
    if len(body) > 4 * _SEARCHED_BYTES:
        return None
    head = body[:_SEARCHED_BYTES]
    found = next((name for marker, name in _MARKERS.items() if marker in head), None)
    return found if found and len(_UNSEEN.sub(b" ", body).split()) < _MOST_WORDS else None
