"""The frames between parent and child: one byte of kind, four bytes of length (big-endian), the payload."""

from __future__ import annotations

import json
import socket
import struct
from typing import Protocol

HEADER = struct.Struct(">cI")

SETUP = b"S"
TASK = b"T"
READY = b"R"
BEGIN = b"H"
DATA = b"D"
END = b"E"
ERROR = b"X"

LARGEST_FROM_CHILD = 1024 * 1024
"""Bytes of one frame that a child may send; a longer one is a fault, and the parent reads no further."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Reader(Protocol):
    """Reads exactly as many bytes as asked for, fewer only at the end."""

    def read(self, size: int, /) -> bytes: ...


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Make a frame."""
    return HEADER.pack(kind, len(payload)) + payload


def json_frame(kind: bytes, value: object) -> bytes:
    """Make a frame of a JSON value; halves of surrogate pairs survive."""
    return frame(kind, _ENCODER.encode(value).encode("utf-8", "surrogatepass"))


def read_frame(reader: Reader) -> tuple[bytes, bytes] | None:
    """Read a frame; ``None`` at the end of the stream."""
    header = reader.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, length = HEADER.unpack(header)
    payload = reader.read(length)
    return None if len(payload) < length else (kind, payload)


def send(connection: socket.socket, data: bytes) -> None:
    """Send all bytes."""
    connection.sendall(data)
