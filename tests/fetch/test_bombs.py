"""Answers that would fill the memory: each is stopped, and the fetcher's memory grows by less than 64 MB."""

import json
import subprocess
import sys
import zlib
from itertools import chain, repeat

import pytest
from fault_server import Reply

MOST_GROWTH = 64 << 20

# Fetches one page to have everything loaded, then each bomb, and prints how each ended and the growth of the peak.
RUNNER = """
import json, resource, sys
from pathlib import Path
from newsledger.config import Settings
from newsledger.fetch import FetchPolicy, fetch_addresses
settings, policy = Settings(Path(sys.argv[1])), FetchPolicy(allow_loopback=True, delay=0)
unit = 1 if sys.platform == "darwin" else 1024
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
fetch_addresses(sys.argv[2:3], settings, policy=policy)
before = peak()
for url in sys.argv[3:]:
    visit, = fetch_addresses([url], settings, policy=policy)
    print(json.dumps([visit.outcome, visit.reason, visit.tries, peak() - before]))
"""


def gibibyte(wbits: int) -> bytes:
    """Return 1 GiB of zeros, packed: one block of 1 MiB again and again, as its packer forgets what came before."""
    packer = zlib.compressobj(9, wbits=wbits)
    first = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * 1023 + packer.flush()


BOMB = gibibyte(31)
ENDLESS = repeat(bytes(1 << 16), 1 << 12)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMBS = {
    "gzip": (Reply(BOMB, headers={"Content-Encoding": "gzip"}), "too_big", "once unpacked"),
    "deflate": (Reply(gibibyte(-15), headers={"Content-Encoding": "deflate"}), "too_big", "once unpacked"),
    "nested": (
        Reply(zlib.compress(BOMB, wbits=31), headers={"Content-Encoding": "gzip, gzip"}),
        "too_big",
        "once unpacked",
    ),
    "gzip in an error": (Reply(BOMB, 404, {"Content-Encoding": "gzip"}), "not_found", "status 404"),
    "200 times": (Reply(headers={"Content-Encoding": ", ".join(["gzip"] * 200)}), "bad_encoding", "packed 200 times"),
    "brotli": (Reply(BOMB, headers={"Content-Encoding": "br"}), "bad_encoding", "br, which was not asked for"),
    "zstd": (Reply(BOMB, headers={"Content-Encoding": "zstd"}), "bad_encoding", "zstd, which was not asked for"),
    "endless": (Reply(raw=chain([HEAD + b"\r\n"], ENDLESS)), "too_big", "more than 10485760 bytes"),
    "length": (Reply(raw=[HEAD + b"Content-Length: 9000000000000\r\n\r\n"]), "too_big", "it has 9000000000000"),
    "header": (Reply(raw=chain([HEAD + b"X-Endless: "], ENDLESS)), "bad_response", "not valid HTTP"),
    "headers": (Reply(raw=chain([HEAD], repeat(b"X-More: and more\r\n", 1 << 18))), "bad_response", "not valid HTTP"),
}  # fmt: skip


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """Return how each bomb ended, in a process of its own."""
    from fault_server import running

    home = tmp_path_factory.mktemp("bombs")
    with running() as server:
        first = server.serve("/first", Reply())
        urls = [server.serve(f"/{number}", reply) for number, (reply, _, _) in enumerate(BOMBS.values())]
        command = [sys.executable, "-c", RUNNER, str(home), first, *urls]
        out = subprocess.run(command, timeout=120, check=True, capture_output=True, text=True).stdout
    return dict(zip(BOMBS, map(json.loads, out.splitlines()), strict=True))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped_before_it_fills_the_memory(ended, name):
    outcome, reason, tries, growth = ended[name]
    assert (outcome, tries) == (BOMBS[name][1], 1)
    assert BOMBS[name][2] in reason
    assert growth < MOST_GROWTH
