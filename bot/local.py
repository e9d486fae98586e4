"""Tells whether a request comes from a person or program on this very machine."""

from ipaddress import IPv6Address, ip_address

from werkzeug.wrappers import Request


def is_local(request: Request) -> bool:
    """True when peer address and Host are loopback and nothing forwarded the request.

    A tunnel or proxy on the same machine makes every peer 127.0.0.1, and gives
    itself away by its header or by the Host it passes on. A page elsewhere that
    points its own name at 127.0.0.1 (DNS rebinding) is caught by Host.
    """
    forwarded = any(
        name.lower() == "forwarded" or name.lower().startswith("x-forwarded-")
        for name, _ in request.headers
    )
    peer = request.remote_addr or ""
    host = _without_port(request.headers.get("Host", ""))
    return not forwarded and _is_loopback(peer) and (host == "localhost" or _is_loopback(host))


def _without_port(host: str) -> str:
    """Return the name in a Host header: `[::1]:8000` -> `::1`, `LocalHost:8000` -> `localhost`."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _is_loopback(address: str) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:  # a name, or the empty peer of a Unix socket
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:  # ::ffff:127.0.0.1, a dual-stack socket
        return ip.ipv4_mapped.is_loopback
    return ip.is_loopback
