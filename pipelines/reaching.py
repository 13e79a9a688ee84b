"""By which address the telephones of a room reach this café."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from settings import Settings

_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - it is compared
_NOWHERE = ("192.0.2.1", 9)  # an address of no machine (RFC 5737)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """An address, and who can use it."""

    address: str
    """Of the app's first page, without a slash at its end."""
    is_for_all: bool
    """Whether other machines of the room reach it; False where it is of use on this machine only."""

    @property
    def in_words(self) -> str:
        """What somebody types: without ``http://``, which browsers add."""
        return self.address.removeprefix("http://")


def reach(
    settings: Settings, *, seen_at: str | None = None, own_address: Callable[[], str | None] | None = None
) -> Reach:
    """How a room reaches this café.

    ``seen_at`` is the address under which a browser sees it: where that is not of this machine alone, it is the one
    that works. Otherwise the machine is asked for its own address in the network.
    """
    if settings.public_address:
        return _reach(settings.base_url)
    if seen_at is not None and _is_for_others(urlsplit(seen_at).hostname):
        parts = urlsplit(seen_at)
        return _reach(f"{parts.scheme}://{parts.netloc}")
    if settings.address in _EVERYWHERE:
        own = (own_address or address_in_the_network)()
        if own is not None:
            host = f"[{own}]" if ":" in own else own
            return _reach(f"http://{host}:{settings.port}")
    return _reach(settings.base_url)


def address_in_the_network() -> str | None:
    """The address of this machine in the network that it would use; None where it is in none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_NOWHERE)  # of a datagram socket: the way is looked up, and no packet leaves
            found = str(asking.getsockname()[0])
        except OSError:
            found = ""
    if _is_for_others(found):
        return found
    try:
        others = socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return None
    return next((one for one in others if _is_for_others(one)), None)


def _reach(address: str) -> Reach:
    return Reach(address=address, is_for_all=_is_for_others(urlsplit(address).hostname))


def _is_for_others(host: str | None) -> bool:
    if not host or host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return True  # a name
    return not (found.is_loopback or found.is_unspecified)
