"""Take from a worker what it does not need: connections, programs, changes to files, memory, the life of its own.

Linux on x86-64 and aarch64: a seccomp filter (https://docs.kernel.org/userspace-api/seccomp_filter.html) written by
ctypes alone refuses system calls with ``EPERM``; it needs no privilege and cannot be taken back. Elsewhere workers
start only if the operator says that no sandbox is wanted.
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
from pathlib import Path

from kg.errors import SandboxUnavailable

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

_LOAD_WORD, _JUMP_IF_EQUAL, _JUMP_IF_GREATER_OR_EQUAL, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_X32_BIT = 0x40000000

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

REFUSED: dict[str, dict[str, int]] = {
    "x86_64": {
        "socket": 41,
        "connect": 42,
        "bind": 49,
        "socketpair": 53,
        "fork": 57,
        "vfork": 58,
        "execve": 59,
        "kill": 62,
        "truncate": 76,
        "ftruncate": 77,
        "rename": 82,
        "mkdir": 83,
        "rmdir": 84,
        "creat": 85,
        "link": 86,
        "unlink": 87,
        "symlink": 88,
        "chmod": 90,
        "fchmod": 91,
        "chown": 92,
        "ptrace": 101,
        "mount": 165,
        "mkdirat": 258,
        "unlinkat": 263,
        "renameat": 264,
        "linkat": 265,
        "symlinkat": 266,
        "fchmodat": 268,
        "unshare": 272,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "renameat2": 316,
        "bpf": 321,
        "execveat": 322,
        "io_uring_setup": 425,
    },
    "aarch64": {
        "mkdirat": 34,
        "unlinkat": 35,
        "symlinkat": 36,
        "linkat": 37,
        "renameat": 38,
        "mount": 40,
        "truncate": 45,
        "ftruncate": 46,
        "fchmod": 52,
        "fchmodat": 53,
        "unshare": 97,
        "ptrace": 117,
        "kill": 129,
        "socket": 198,
        "socketpair": 199,
        "bind": 200,
        "connect": 203,
        "execve": 221,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "renameat2": 276,
        "bpf": 280,
        "execveat": 281,
        "io_uring_setup": 425,
    },
}
"""System calls that a worker is refused, by architecture (asm-generic and x86-64 tables of the kernel)."""


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


def die_with_parent(parent: int) -> None:
    """Ask to be killed when the thread that started this process ends (Linux); leave at once if it is gone already."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def refuse_system_calls() -> None:
    """Lock this process in; threads started later are locked in, too.

    Raises:
        SandboxUnavailable: the system knows no such filter.
    """
    machine = platform.machine()
    if not is_available():
        raise _unavailable(f"There is no sandbox for {sys.platform} on {machine}.")
    instructions = _filter(machine)
    array = (_Instruction * len(instructions))(*(_Instruction(*one) for one in instructions))
    program = _Program(len(instructions), array)
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise _unavailable(f"The kernel refuses no_new_privs: {os.strerror(ctypes.get_errno())}.")
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0):
        raise _unavailable(f"The kernel refuses a seccomp filter: {os.strerror(ctypes.get_errno())}.")


def _filter(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter: another architecture is refused whole, then the x32 calls of x86-64, then call by call."""
    instructions = [
        (_LOAD_WORD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD_WORD, 0, 0, 0),
    ]
    if machine == "x86_64":
        instructions += [(_JUMP_IF_GREATER_OR_EQUAL, 0, 1, _X32_BIT), (_RETURN, 0, 0, _REFUSE)]
    for number in REFUSED[machine].values():
        instructions += [(_JUMP_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    instructions.append((_RETURN, 0, 0, _ALLOW))
    return instructions


def limit_memory(budget: int) -> None:
    """Limit the address space to what is in use now and a budget on top (bytes); no core files, no growing files.

    What is in use depends on the store that was opened before, so no constant would do.
    """
    limit = address_space() + budget
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def limit_processor_time(seconds: float) -> None:
    """End this process if it computes so many seconds from now: a dead man's switch, should the parent be stuck."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def address_space() -> int:
    """The address space in use, in bytes (``VmSize``); 1 GiB where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 1 << 30
    match = re.search(r"^VmSize:\s+(\d+) kB", status, re.MULTILINE)
    return int(match[1]) * 1024 if match else 1 << 30


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _unavailable(what: str) -> SandboxUnavailable:
    return SandboxUnavailable(
        what,
        remedy="Serve on Linux (x86-64 or aarch64), or start with --unsafe-no-sandbox where only you can ask queries.",
    )
