"""A second wall around a worker, where the kernel has it: Landlock (https://docs.kernel.org/userspace-api/landlock.html).

The filter of system calls (`kg.workers.sandbox`) decides by the numbers of calls and cannot look at names; so a worker
could still read whatever its user can. Landlock decides by what is reached: after `confine` only the folders that are
named, and the code of the program itself, can be read; nothing can be written or run; no TCP port can be bound or
connected to; no process outside can be signalled. It needs no privilege and cannot be taken back. A thread has the
walls of the one that started it, so a process is confined while it has one thread: before it opens anything.

How much of that there is says the version (ABI) that the kernel gives: 1 files (Linux 5.13), 2 and 3 moving and
shortening them, 4 TCP, 5 devices, 6 signals and abstract sockets. Where there is none, nothing happens.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import stat
import struct
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The same numbers on all architectures."""
_TELL_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_ALL_SINCE = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""ABI, and the rights over files (``LANDLOCK_ACCESS_FS_…``) that came with it."""
_TCP = (4, 0b11)
"""``LANDLOCK_ACCESS_NET_BIND_TCP`` and ``…_CONNECT_TCP``."""
_SCOPES = (6, 0b11)
"""``LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET`` and ``…_SIGNAL``."""

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_PACKAGE = Path(__file__).resolve().parents[1]
_OUTSIDE = "/"
"""What no worker may list; `stands` tries."""


def version() -> int:
    """Give the version (ABI) that the kernel has; 0 where it has none, or does not use it."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(_CREATE_RULESET, None, 0, _TELL_VERSION))


def confine(readable: Sequence[str] | None) -> bool:
    """Confine this thread and those that it starts from now on.

    Args:
        readable: the only folders and files that can be read, beside the code of the program; what is not there is
            passed over. ``None``: all can be read.

    Returns:
        Whether the wall stands: not where the kernel has none, or refuses.
    """
    abi = version()
    if not abi:
        return False
    reading = 0 if readable is not None else _READ_FILE | _READ_FOLDER
    files = sum(rights for since, rights in _ALL_SINCE if since <= abi) & ~reading
    kinds = [files, *(rights for since, rights in (_TCP, _SCOPES) if since <= abi)]
    ruleset = struct.pack(f"={len(kinds)}Q", *kinds)  # struct landlock_ruleset_attr, as long as this kernel knows it
    descriptor = _call(_CREATE_RULESET, ruleset, len(ruleset), 0)
    if descriptor < 0:
        return False
    try:
        if readable is not None:
            _allow_reading(descriptor, [*readable, *_program()])
        return not _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) and not _call(_RESTRICT_SELF, descriptor, 0)
    finally:
        os.close(descriptor)


@functools.cache
def stands() -> bool:
    """Say whether this process is confined to some folders, by trying to leave them; it tries once.

    The kernel tells nobody, and writes each refusal into its audit log where there is one.
    """
    try:
        os.close(os.open(_OUTSIDE, os.O_RDONLY | os.O_DIRECTORY))
    except PermissionError:
        return True
    return False


def _allow_reading(ruleset: int, paths: Iterable[str]) -> None:
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), _opened(path) as parent:
            is_folder = stat.S_ISDIR(os.fstat(parent).st_mode)
            rights = _READ_FILE | _READ_FOLDER if is_folder else _READ_FILE
            rule = struct.pack("=Qi", rights, parent)  # struct landlock_path_beneath_attr, which is packed
            _call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)


@contextlib.contextmanager
def _opened(path: str) -> Iterator[int]:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _program() -> list[str]:
    """Where code lies that is loaded when it is first needed: ours, Python's, that of packages and of the system."""
    paths = sysconfig.get_paths()
    return [*(paths[one] for one in ("stdlib", "platstdlib", "purelib", "platlib")), str(_PACKAGE), *_LIBRARIES]


def _call(number: int, *arguments: object) -> int:
    """Make a system call; -1 is a failure."""
    given = (ctypes.c_long(one) if isinstance(one, int) else one for one in arguments)
    return int(_libc().syscall(ctypes.c_long(number), *given))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
