"""What a body is: undoing its compression, checked, and telling pages from other files.

Belongs here: bytes in, bytes out. aiohttp, and five other clients that were tried, hand out a gzip body that was
cut short as a complete one, so the end of the data is checked here. Does not: characters (`decode`), HTTP (`web`).
"""

import re
import zlib

from newsledger.fetch.visit import Outcome

# What the User-Agent asks for. A brotli or zstd bomb expands 1.6 kB to 1 GiB in one step, so neither is asked for.
ACCEPT_ENCODING = "gzip, deflate"
_MAX_ENCODINGS = 3
_GZIP, _ZLIB, _RAW_DEFLATE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
_UNSURE_TYPES = frozenset({"", "application/octet-stream", "application/xml", "text/xml", "binary/octet-stream"})
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
)
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|div|p)\b",
    re.I | re.S,
)


class BodyError(Exception):
    """A body that cannot be unpacked whole."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


def unpack(sent: bytes, content_encoding: str, limit: int) -> tuple[bytes, str | None]:
    """Return `sent` without the compression that its Content-Encoding header names, and a warning or None.

    BodyError: it is cut short, broken, packed in a way that was not asked for, or grows beyond `limit` bytes.
    Two faults are common and harmless, and warned about: text that is labelled gzip, and bytes after the end.
    """
    encodings = [name.strip().lower() for name in content_encoding.split(",")]
    encodings = [name for name in encodings if name not in ("", "identity", "none", "utf-8")]
    if len(encodings) > _MAX_ENCODINGS:
        raise BodyError(Outcome.BAD_ENCODING, f"packed {len(encodings)} times; {_MAX_ENCODINGS} are unpacked at most")
    body, warning = sent, None
    for name in reversed(encodings):
        if name in ("gzip", "x-gzip"):
            if body and not body.startswith(b"\x1f\x8b"):
                warning = f"labelled {name} but not packed; read as it is"
                continue
            body, rest = _inflate(body, _GZIP, limit)
        elif name == "deflate":
            window = _ZLIB if body[:1] and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0 else _RAW_DEFLATE
            body, rest = _inflate(body, window, limit)
        else:
            raise BodyError(Outcome.BAD_ENCODING, f"packed with {name}, which was not asked for")
        if rest:
            warning = f"{rest} bytes after the end of the packed data left out"
    return body, warning


def _inflate(data: bytes, window: int, limit: int) -> tuple[bytes, int]:
    pieces: list[bytes] = []
    size = 0
    while data:
        unpacker = zlib.decompressobj(window)
        try:
            piece = unpacker.decompress(data, limit - size + 1)
        except zlib.error as error:
            raise BodyError(Outcome.BAD_ENCODING, f"its compression is broken: {error}") from None
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise BodyError(Outcome.TOO_BIG, f"more than {limit} bytes once unpacked")
        if not unpacker.eof:
            raise BodyError(Outcome.INCOMPLETE_BODY, "its packed data ends early")
        data = unpacker.unused_data
        if window != _GZIP or not data.startswith(b"\x1f\x8b"):  # gzip data may be several members in a row
            break
    return b"".join(pieces), len(data)


def media_type(content_type: str | None, body: bytes) -> tuple[str | None, bool]:
    """Return the media type of `body` and whether it is a page of text.

    The first bytes outweigh the header: PDFs labelled text/html and pages without a type are both common.
    """
    declared = (content_type or "").partition(";")[0].strip().lower()
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return name, False
    if declared in _UNSURE_TYPES:
        return ("text/html", True) if _MARKUP.match(body[:4096]) else (declared or None, False)
    return declared, declared in _PAGE_TYPES
