"""Which network addresses may be asked.

Belongs here: telling public addresses from private ones, at the moment a connection is opened, so that a name
that resolves to a private address is refused however it was reached. Does not: HTTP (`web`).
"""

import errno
import ipaddress
import socket
from collections.abc import Callable
from typing import Any

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


class BlockedAddressError(OSError):
    """A host's address is not public.

    An OSError whose words are always the same: of a host with several addresses the client tries each in turn,
    and hands on the first error only if all say the same.
    """

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "not a public address")


def is_public(address: str) -> bool:
    """Whether `address`, an IPv4 or IPv6 literal as a resolver returns it, is one of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(ip.packed[-4:])))
        if ip.sixtofour is not None or ip.teredo is not None:  # tunnels lead to the IPv4 address within
            return False
        return ip in _GLOBAL_UNICAST and ip.is_global
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def socket_factory(*, allow_loopback: bool) -> Callable[[tuple[Any, ...]], socket.socket]:
    """Return what opens sockets for aiohttp; it raises BlockedAddressError for an address that is not public."""

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        allowed = is_public(address[0]) or (allow_loopback and ipaddress.ip_address(address[0]).is_loopback)
        if not allowed:
            raise BlockedAddressError
        return socket.socket(family=family, type=kind, proto=protocol)

    return open_socket
