"""Servers that misbehave as told, and the means to fetch from them."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from fault_server import LOOPBACK, Server, running

from newsledger.config import Settings, Source
from newsledger.fetch import FetchPolicy, fetch_edition

EDITION = date(2025, 5, 24)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as told:
        yield told


@pytest.fixture
def other_server() -> Iterator[Server]:
    with running() as told:
        yield told


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """TLS for 127.0.0.1 with a certificate that nobody but itself has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    both = tmp_path / "certificate.pem"
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    both.write_bytes(certificate.public_bytes(Encoding.PEM) + plain)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", contact="desk@example.org")


Rows = dict[str, dict[str, Any]]


@pytest.fixture
def fetch(settings: Settings) -> Callable[..., Rows]:
    """Fetch sources and return the rows by URL."""

    def run(*sources: Source, edition: date = EDITION, policy: FetchPolicy = LOOPBACK, **options: Any) -> Rows:
        frame = fetch_edition(sources, edition, settings, policy=policy, **options)
        assert frame["document_id"].is_unique().all()
        return {row["url"]: row for row in frame.iter_rows(named=True)}

    return run


@pytest.fixture
def look_at(tmp_path: Path, fetch: Callable[..., Rows]) -> Callable[..., dict[str, Any]]:
    """Fetch one address and return its row."""

    def run(url: str, policy: FetchPolicy = LOOPBACK) -> dict[str, Any]:
        addresses = tmp_path / "addresses.txt"
        addresses.write_text(url + "\n", "utf-8")
        return fetch(Source(name="list", kind="urls", place=str(addresses)), policy=policy, refetch=True)[url]

    return run
