"""How close fetching comes to the pace that politeness allows, and how much memory it takes.

    python -m bench.fetching [--hosts 200] [--entries 50] [--delay 1.0]

So many hosts on loopback, 127.1.0.1 and on, have a robots.txt and a feed of so many entries each; a process of its own
serves them. No run can be faster than one request a host per delay: that is the limit which the time from discovery to
the frame of documents is a ratio of. Only Linux has these addresses without further ado.
"""

import argparse
import asyncio
import gzip
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import polars as pl

from newsledger.config import Settings, Source
from newsledger.fetch import FetchPolicy, fetch_edition

TARGET = 1.3
WORDS = 17_000  # of a page: 47 kB packed, as news pages measured 34 to 61


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.fetching")
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--entries", type=int, default=50, help="pages of each host")
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to a host")
    options = parser.parse_args(arguments)
    if sys.platform != "linux":
        print("fetching: not measured, as only Linux has 200 loopback addresses")
        return
    hosts = [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(options.hosts)]
    receiver, sender = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(hosts, options.entries, sender), daemon=True
    )
    server.start()
    sender.close()  # so that a server that does not come up ends the wait for it
    port = receiver.recv()
    sources = [
        Source(name=f"host-{number}", kind="feed", place=f"http://{host}:{port}/feed")
        for number, host in enumerate(hosts)
    ]
    with tempfile.TemporaryDirectory() as home:
        begun, worked = time.perf_counter(), time.process_time()
        policy = FetchPolicy(allow_loopback=True, delay=options.delay)
        frame = fetch_edition(sources, date(2025, 5, 24), Settings(Path(home), "bench@example.org"), policy=policy)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    server.terminate()
    pages = frame.filter(pl.col("role") == "page", pl.col("outcome") == "fetched").height
    limit = (options.entries + 1) * options.delay  # robots.txt, the feed and the pages, with a delay between two
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wanted = f"{pages:,} of {options.hosts * options.entries:,} pages of {options.hosts} hosts"
    ratio = f"politeness asks for {limit:.1f} s: ratio {seconds / limit:.2f} (target {TARGET})"
    print(f"fetching: {wanted} in {seconds:.1f} s; {ratio}")
    print(f"  {cpu:.1f} CPU s, {pages / cpu:.0f} pages a CPU second; {memory:.0f} MB at most")


def serve(hosts: Sequence[str], entries: int, ready: Connection) -> None:
    """Serve the hosts on one port, and send its number to `ready`."""
    noise = random.Random(1)
    words = ["".join(noise.choices("etaoinshrdlucm", k=noise.randint(2, 9))) for _ in range(3000)]
    text = "<p>" + " ".join(noise.choices(words, k=WORDS))
    rest = gzip.compress(text.encode())

    def answer(host: str, path: str) -> bytes:
        if path == "/feed":
            items = "".join(f"<item><title>T{n}</title><link>http://{host}/{n}</link></item>" for n in range(entries))
            return _response("application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
        if path == "/robots.txt":
            return _response("text/plain", b"User-agent: *\nDisallow: /private/\n")
        head = gzip.compress(f"<!doctype html><html><title>{host}{path}</title>".encode())
        return _response("text/html; charset=utf-8", head + rest, "Content-Encoding: gzip\r\n")  # packed in two members

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                lines = request.decode("latin-1").split("\r\n")
                host = next(line.partition(": ")[2] for line in lines if line.lower().startswith("host:"))
                writer.write(answer(host, lines[0].split(" ")[1]))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        first = await asyncio.start_server(converse, hosts[0], 0, backlog=256)
        port = first.sockets[0].getsockname()[1]
        for host in hosts[1:]:
            await asyncio.start_server(converse, host, port, backlog=256)
        ready.send(port)
        await first.serve_forever()

    asyncio.run(run())


def _response(content_type: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


if __name__ == "__main__":
    main()
