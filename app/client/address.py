"""Where the hub is, and how a socket to it is opened."""

from __future__ import annotations

import socket
from dataclasses import dataclass

CONNECT_SECONDS = 3.0


@dataclass(frozen=True)
class HubAddress:
    """A hub's URL taken apart. `prefix` is the path it lives under, without a slash at the end."""

    host: str
    port: int
    tls: bool = False
    prefix: str = ""

    @classmethod
    def parse(cls, url: str) -> HubAddress:
        """Read `http://host:port/prefix`; raises ValueError where it is no such URL."""
        scheme, _, rest = url.partition("://")
        if scheme not in ("http", "https") or not rest:
            raise ValueError(f"{url!r} is not a hub's address: it should look like http://hub.example:8500")
        authority, slash, path = rest.partition("/")
        tls = scheme == "https"
        host, port = _host_and_port(authority, 443 if tls else 80)
        if not host:
            raise ValueError(f"{url!r} names no host")
        return cls(host, port, tls, (slash + path).rstrip("/"))

    @property
    def authority(self) -> str:
        """Host and port as a Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address again."""
        return f"{'https' if self.tls else 'http'}://{self.authority}{self.prefix}"

    def open(self, timeout: float = CONNECT_SECONDS) -> socket.socket:
        """A connected socket (TLS where the URL says so); raises OSError."""
        plain = socket.create_connection((self.host, self.port), timeout)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if not self.tls:
                return plain
            import ssl  # 10 ms of start-up that a local hub does not need

            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def _host_and_port(authority: str, default: int) -> tuple[str, int]:
    if authority.startswith("["):  # an IPv6 address
        host, _, rest = authority[1:].partition("]")
        port = rest.removeprefix(":")
    else:
        host, _, port = authority.partition(":")
    if not port:
        return host, default
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"{authority!r} has no proper port")
    return host, int(port)
