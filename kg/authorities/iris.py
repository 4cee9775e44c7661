"""IRIs of registers in one form, so that one authority IRI is one node however a source writes it.

Pure functions on one IRI; how a source's attribute is taken apart is `kg.sources.references`. The safe rules for
everybody's IRIs are those of RFC 3986, section 6.2.2 and 6.2.3: case of scheme and host, default port, dot segments,
percent-encoding of unreserved characters; letters outside ASCII are percent-encoded (RFC 3987, section 3.1). Rules
beyond them (``http`` is ``https``, ``www.``, slashes, pages of a record) belong to the registers of
`kg.authorities.known_registers` alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import quote, unquote

from kg.authorities.known_registers import ANYTHING, DESCRIPTIONS, REGISTERS, KnownRegister
from kg.config.values import iri_problem
from kg.records.agent import EntityKind

OWN = "own"
"""The name of every register that we do not know: its IRIs identify within their host."""

PAGE = "page"
"""The name for pages that identify nobody (an encyclopedia, a search, the front page of a site)."""

_LONGEST_IRI = 2000
_LONGEST_KEY = 64

_SCHEME = re.compile(r"(?P<scheme>https?)://(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_PARTS = re.compile(r"(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<fragment>#.*)?", re.DOTALL)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?\.?(?::[0-9]{0,5})?")
_ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2}))?")
_FORBIDDEN = re.compile(r"[^!#-;=?-Z_a-z~]")
_SUBDOMAIN = re.compile(r"(?:www[0-9]?|m|[a-z]{2})\.(?=.+\..)")
_PLACEHOLDER = re.compile(
    r".*/(?:unknown|unbekannt|inconnu|onbekend|sconosciuto|desconocido|none|null|undefined|n\.?n\.?|x{2,}|0+)/?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AuthorityIri:
    """An IRI of a register in its owner's form.

    ``key`` is the part of a key that stands for it, e.g. ``gnd-118609807``: ASCII, lower case, different for different
    IRIs. It is ``None`` for pages that identify nobody; ``register`` is a name of `known_registers`, `OWN` or `PAGE`.
    """

    iri: str
    register: str
    key: str | None


@dataclass(frozen=True, slots=True)
class UnusableIri:
    """Why a text is no IRI that we may mint; ``code`` is ``not-an-iri``, ``no-record``, ``check-digit`` or
    ``placeholder``."""

    why: str
    code: str


@cache
def kinds_of(register: str) -> frozenset[EntityKind]:
    """Give what the entries of a register can be; of one that we do not know: anything."""
    return next((known.kinds for known in REGISTERS if known.name == register), ANYTHING)


def has_check_digit(register: str) -> bool:
    """Tell whether a misprint in the register's numbers can be seen."""
    return any(known.name == register and known.is_right is not None for known in REGISTERS)


@lru_cache(maxsize=65536)
def read_iri(text: str) -> AuthorityIri | UnusableIri:
    """Bring an absolute http or https IRI into one form.

    Args:
        text: e.g. ``http://www.d-nb.info/gnd/118609807/``.

    Returns:
        The owner's form for known registers, the safe normal form for others; idempotent.
    """
    match = _SCHEME.fullmatch(text.strip())
    if match is None or len(text) > _LONGEST_IRI:
        return UnusableIri("This is no http or https IRI.", "not-an-iri")
    parts = _PARTS.fullmatch(match["rest"])
    scheme = match["scheme"].lower()
    host = None if parts is None else _normal_host(parts["host"], scheme)
    if parts is None or host is None:
        return UnusableIri("The IRI names no host.", "not-an-iri")
    path = _without_dot_segments(_escaped(parts["path"])) or "/"
    fragment = parts["fragment"] or ""
    rest = _escaped(parts["query"] or "") + fragment[:1] + _escaped(fragment[1:]).replace("#", "%23")
    known = _record(host.rstrip(".") + path + rest)
    if known is not None:
        return known
    iri = f"{scheme}://{host}{path}{rest}"
    if iri_problem(iri) is not None:
        return UnusableIri("This is no valid IRI.", "not-an-iri")
    if _PLACEHOLDER.fullmatch(path):
        return UnusableIri("The IRI stands for nobody known.", "placeholder")
    if DESCRIPTIONS.fullmatch(host) or path + rest == "/":
        return AuthorityIri(iri, PAGE, None)
    return AuthorityIri(iri, OWN, own_key(iri))


def iri_identity(iri: str) -> str:
    """Give what all forms of one IRI have in common: its key; the text itself where it has none."""
    read = read_iri(iri)
    return read.key if isinstance(read, AuthorityIri) and read.key is not None else iri


def from_prefix(text: str) -> AuthorityIri | UnusableIri | None:
    """Read a register's short form, e.g. ``gnd:118609807``, ``wd:Q1`` or ``(DE-588)118609807``.

    Returns:
        ``None`` if the text begins with no prefix that we know.
    """
    lowered = text.casefold()
    for register in REGISTERS:
        for prefix in register.prefixes:
            if not lowered.startswith(prefix):
                continue
            rest = text[len(prefix) :]
            if prefix.endswith((")", "cb")):
                return _number(register, rest.strip(" /"))
            if rest.lstrip().startswith(":"):
                return _number(register, rest.lstrip()[1:].strip(" /"))
            if rest.startswith(" "):
                found = _number(register, rest.strip(" /"))
                return found if isinstance(found, AuthorityIri) else None
    return None


def own_key(iri: str) -> str:
    """Make a key of an IRI of a register that we do not know: host and path, with eight hexadecimal digits of a hash.

    ``http`` and ``https`` make the same key, as do a letter and its percent-encoding; everything else that differs
    makes another, for a slug alone would not tell ``a-b`` from ``a/b``.
    """
    address = _escaped(iri.partition("://")[2])
    return hashed_key(address.casefold(), address)


def hashed_key(readable: str, exact: str) -> str:
    """Join a readable part, bounded in length, and eight hexadecimal digits of the SHA-256 of the exact text."""
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"%[0-9a-f]{2}", "-", readable)).strip("-")
    digits = hashlib.sha256(exact.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain[:_LONGEST_KEY].strip('-')}-{digits}".lstrip("-")


def _record(address: str) -> AuthorityIri | UnusableIri | None:
    """Find the known register whose record an address (host, path, query, fragment) is."""
    host, slash, rest = address.partition("/")
    hosts = [host]
    while (found := _SUBDOMAIN.match(hosts[-1])) is not None:
        hosts.append(hosts[-1][found.end() :])
    plain = [unquote(name + slash + rest, errors="replace").rstrip("/") for name in hosts]
    for register in REGISTERS:
        for pattern in register.addresses:
            match = next(filter(None, map(pattern.fullmatch, plain)), None)
            if match is not None:
                return _number(register, match["id"])
    owner = next((each for each in REGISTERS if any(map(each.owns.fullmatch, plain))), None)
    if owner is None:
        return None
    inner = re.sub(r"^(?:https?:/*)?", "", rest)
    if "." in inner.partition("/")[0] and "/" in inner.rstrip("/"):
        return _record(inner)
    return UnusableIri(f"The address names no record of {owner.name}.", "no-record")


def _number(register: KnownRegister, text: str) -> AuthorityIri | UnusableIri:
    number = register.normal(text)
    if not register.number.fullmatch(number):
        return UnusableIri(f'"{text}" is no number of {register.name}.', "no-record")
    if register.is_right is not None and not register.is_right(number):
        return UnusableIri(f'The check digit of "{text}" is wrong for {register.name}.', "check-digit")
    key = re.sub(r"[^a-z0-9]+", "-", f"{register.name}-{number}".lower())
    return AuthorityIri(register.iri.format(id=number), register.name, key)


def _escaped(text: str) -> str:
    """Write escapes one way: decoded for unreserved characters, else in upper case; escape all that is no ASCII."""
    text = _ESCAPE.sub(_one_escape, text)
    return _FORBIDDEN.sub(lambda match: quote(match[0].encode("utf-8", "replace"), safe=""), text)


def _one_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    character = chr(int(match[1], 16))
    if character.isascii() and (character.isalnum() or character in "-._~"):
        return character
    return f"%{match[1].upper()}"


def _normal_host(host: str, scheme: str) -> str | None:
    """Write a host in lower case and ASCII, without the scheme's own port; ``None`` for what is no host."""
    name, _, port = host.partition(":")
    try:
        name = name.lower() if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    default = {"http": "80", "https": "443"}[scheme]
    normal = name if port in {"", default} else f"{name}:{port}"
    return normal if _HOST.fullmatch(normal) else None


def _without_dot_segments(path: str) -> str:
    """RFC 3986, section 5.2.4."""
    out: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            out = out[:-1]
        elif segment != ".":
            out.append(segment)
    if segments[-1] in {".", ".."}:
        out.append("")
    return "/" + "/".join(out)
