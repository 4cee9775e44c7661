"""Take from a worker what it does not need: connections, programs, changes to files, memory, the life of its own.

Linux on x86-64 and aarch64: a seccomp filter (https://docs.kernel.org/userspace-api/seccomp_filter.html) written by
ctypes alone refuses system calls with ``EPERM``; it needs no privilege and cannot be taken back. Elsewhere workers
start only if the operator says that no sandbox is wanted. Which calls are refused stands in `kg.workers.system_calls`.
Behind the filter stands a second wall where the kernel has it, `kg.workers.landlock`; `standing` says which there are.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import re
import resource
import signal
import sys
import time
from types import TracebackType
from typing import Self

from kg.errors import SandboxUnavailable
from kg.workers import landlock
from kg.workers.system_calls import ABSENT, INSTALL_FILTER, PARTLY, REFUSED, Rule

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_GET_SECCOMP = 21
_FILTERED = 2
_SECCOMP_SET_MODE_FILTER = 1
_ALL_THREADS = 1
"""``SECCOMP_FILTER_FLAG_TSYNC``: threads that the engine started while the store was opened are locked in, too."""

_LOAD_WORD, _JUMP_IF_EQUAL, _JUMP_IF_GREATER_OR_EQUAL, _JUMP_IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_CALL, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Offsets in ``struct seccomp_data``; arguments have eight bytes each, the low word first on both architectures."""
_ALLOW = 0x7FFF0000
_ERROR = 0x00050000
_REFUSE = _ERROR | errno.EPERM
_X32_BIT = 0x40000000

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_SPARE_DESCRIPTORS = 64
"""Files that a worker may open beyond those it has when it is locked in."""

_LONGEST_STATUS = 64 * 1024

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, value."""


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_ushort),
        ("jump_true", ctypes.c_ubyte),
        ("jump_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction))]


def is_available() -> bool:
    """Say whether this system can lock a worker in."""
    return sys.platform == "linux" and platform.machine() in _ARCHITECTURES


def standing() -> dict[str, object]:
    """Say which walls stand around this process: ``seccomp`` (a filter, of the kernel's own word), and ``landlock``.

    Returns:
        The latter is the version of Landlock by which only some folders can be read, or 0.
    """
    filtered = sys.platform == "linux" and _libc().prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) == _FILTERED
    return {"seccomp": filtered, "landlock": landlock.version() if landlock.stands() else 0}


def die_with_parent(parent: int) -> None:
    """Ask to be killed when the thread that started this process ends (Linux); leave at once if it is gone already."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def refuse_system_calls() -> None:
    """Lock this process in, with all its threads and those that it starts later.

    Raises:
        SandboxUnavailable: the system knows no such filter.
    """
    machine = platform.machine()
    if not is_available():
        raise _unavailable(f"There is no sandbox for {sys.platform} on {machine}.")
    instructions = filter_program(machine, process=os.getpid())
    array = (_Instruction * len(instructions))(*(_Instruction(*one) for one in instructions))
    program = _Program(len(instructions), array)
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise _unavailable(f"The kernel refuses no_new_privs: {os.strerror(ctypes.get_errno())}.")
    arguments = (ctypes.c_long(one) for one in (INSTALL_FILTER[machine], _SECCOMP_SET_MODE_FILTER, _ALL_THREADS))
    if result := libc.syscall(*arguments, ctypes.byref(program)):  # a thread's number if that one cannot be locked in
        reason = os.strerror(ctypes.get_errno()) if result < 0 else f"thread {result} has a filter of its own"
        raise _unavailable(f"The kernel refuses a seccomp filter: {reason}.")


def filter_program(machine: str, *, process: int) -> list[Instruction]:
    """Write the filter in the kernel's instructions (classic BPF).

    Another architecture is refused whole, then the x32 calls of x86-64, then call by call; the rest is allowed.

    Args:
        machine: ``x86_64`` or ``aarch64``.
        process: the number of the process to be locked in.
    """
    instructions: list[Instruction] = [
        (_LOAD_WORD, 0, 0, _ARCHITECTURE),
        (_JUMP_IF_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD_WORD, 0, 0, _CALL),
    ]
    if machine == "x86_64":
        instructions += [(_JUMP_IF_GREATER_OR_EQUAL, 0, 1, _X32_BIT), (_RETURN, 0, 0, _REFUSE)]
    for _, number, rule in PARTLY[machine]:
        instructions += _partly(number, rule, process)
    for number in REFUSED[machine].values():
        instructions += [(_JUMP_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number in ABSENT[machine].values():
        instructions += [(_JUMP_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    instructions.append((_RETURN, 0, 0, _ALLOW))
    return instructions


def _partly(number: int, rule: Rule, process: int) -> list[Instruction]:
    """Look at one argument of one call; whatever is not refused goes on to the next rule."""
    if rule.any_bit_of is not None:
        test, value = _JUMP_IF_ANY_BIT, rule.any_bit_of
    else:
        test, value = _JUMP_IF_EQUAL, process if rule.own_process else rule.equal or 0
    found, not_found = (0, 1) if rule.refuse_if else (1, 0)
    return [
        (_JUMP_IF_EQUAL, 0, 4, number),
        (_LOAD_WORD, 0, 0, _ARGUMENTS + 8 * rule.argument),
        (test, found, not_found, value),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD_WORD, 0, 0, _CALL),
    ]


class Usage:
    """What this process uses. What the system tells of it is opened at once, for later it may be out of reach."""

    def __init__(self) -> None:
        self._status = _opened("/proc/self/status")
        self._folder = _opened("/dev/fd")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for descriptor in (self._status, self._folder):
            if descriptor is not None:
                os.close(descriptor)

    def address_space(self) -> int:
        """The address space in use, in bytes (``VmSize``); 1 GiB where the system does not tell."""
        status = b"" if self._status is None else os.pread(self._status, _LONGEST_STATUS, 0)
        match = re.search(r"^VmSize:\s+(\d+) kB", status.decode("ascii", "replace"), re.MULTILINE)
        return int(match[1]) * 1024 if match else 1 << 30

    def open_descriptors(self) -> int:
        """How many files are open; 256 where the system does not tell."""
        return 256 if self._folder is None else len(os.listdir(self._folder))  # noqa: PTH208 - of a descriptor


def limit_memory(budget: int, usage: Usage) -> None:
    """Limit the address space to what is in use now and a budget on top (bytes).

    What is in use depends on the store that was opened before, so no constant would do.
    """
    _limit(resource.RLIMIT_AS, usage.address_space() + budget)


def limit_files(usage: Usage) -> None:
    """No core files, no growing files, few open files; what is made nevertheless is nobody else's to read."""
    os.umask(0o077)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, usage.open_descriptors() + _SPARE_DESCRIPTORS)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


class DeadMansSwitch:
    """Ends this process if it computes much longer than its task may take, should the parent be stuck."""

    _STEP = 10.0

    def __init__(self) -> None:
        self._limit = 0.0
        self._seconds = 0.0

    def set(self, seconds: float) -> None:
        """Let this process compute at least so many seconds from now, and at most ten more.

        The limit of the system is set anew only where the last one does not fit: most tasks take no time at all.
        """
        used = time.process_time()
        if seconds == self._seconds and self._limit - used >= seconds:
            return
        self._seconds, self._limit = seconds, used + seconds + self._STEP
        limit_processor_time(seconds + self._STEP)


def limit_processor_time(seconds: float) -> None:
    """End this process if it computes so many seconds from now."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, hard))


def _opened(path: str) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    lower = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (lower, lower))
    except (ValueError, OSError):
        if sys.platform == "linux":
            raise  # elsewhere not every limit exists, and there is no sandbox either


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _unavailable(what: str) -> SandboxUnavailable:
    return SandboxUnavailable(
        what,
        remedy="Serve on Linux (x86-64 or aarch64), or start with --unsafe-no-sandbox where only you can ask queries.",
    )
