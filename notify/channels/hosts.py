"""Whether a host is this very machine. Asks no name server."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Tell whether a host is a loopback address, or the name localhost."""
    bare = host.strip("[]").casefold()
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Give the host of a web address, without port or brackets; empty where there is none."""
    return urlsplit(url).hostname or ""
