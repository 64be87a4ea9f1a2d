import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.fetch.body import BodyError, media_type, unpack

LIMIT = 1 << 16


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "x-gzip", "deflate", "deflate, gzip", "GZIP , identity"]))
def test_what_was_packed_comes_back(body, encoding):
    packed = body
    for name in encoding.lower().split(","):
        packers = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "identity": bytes}
        packed = packers[name.strip()](packed)
    assert unpack(packed, encoding, LIMIT) == (body, None)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", "", "nonsense, , gzip"]))
def test_whatever_comes_is_unpacked_or_refused(sent, encoding):
    with suppress(BodyError):
        body, _ = unpack(sent, encoding, LIMIT)
        assert len(body) <= max(LIMIT, len(sent))


@given(st.binary(min_size=50, max_size=2000), st.data())
def test_gzip_that_was_cut_is_never_taken_for_whole(body, data):
    packed = gzip.compress(body)
    cut = data.draw(st.integers(min_value=2, max_value=len(packed) - 1))
    with pytest.raises(BodyError):
        unpack(packed[:cut], "gzip", LIMIT)


def test_several_members_are_one_body():
    assert unpack(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", LIMIT) == (b"one two", None)


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
def test_the_limit_is_exact(size):
    packed = gzip.compress(bytes(size))
    if size == LIMIT:
        assert unpack(packed, "gzip", LIMIT) == (bytes(size), None)
    else:
        with pytest.raises(BodyError, match="more than"):
            unpack(packed, "gzip", LIMIT)


@pytest.mark.parametrize(
    ("body", "header", "expected"),
    [
        (b"words", "text/plain; charset=latin-1", ("text/plain", True)),
        (b"<!-- x --><!DOCTYPE html><p>", None, ("text/html", True)),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "application/xml", ("text/html", True)),
        (b"<rss><channel/></rss>", "application/xml", ("application/xml", False)),
        (b"GIF89a", "text/html", ("image/gif", False)),
        (b"words", None, (None, False)),
        (b"", "text/html", ("text/html", True)),
    ],
)
def test_pages_are_told_from_other_files(body, header, expected):
    assert media_type(header, body) == expected
