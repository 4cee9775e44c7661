"""The numbers of the system calls that a worker does without, and the rules for those that it needs in part.

The numbers are those of the kernel's tables (``asm/unistd_64.h`` for x86-64, ``asm-generic/unistd.h`` for aarch64); a
test compares them with the headers of the machine it runs on. A call that an architecture lacks is not in its table.
"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off
REFUSED: dict[str, dict[str, int]] = {
    "x86_64": {
        # connections to anywhere
        "socket": 41, "socketpair": 53, "connect": 42, "bind": 49, "listen": 50, "accept": 43, "accept4": 288,
        # other programs
        "fork": 57, "vfork": 58, "execve": 59, "execveat": 322,
        # what other processes of the same user do
        "kill": 62, "tkill": 200, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "pidfd_open": 434,
        "pidfd_getfd": 438, "pidfd_send_signal": 424, "ptrace": 101, "process_vm_readv": 310,
        "process_vm_writev": 311, "process_madvise": 440, "process_mrelease": 448, "kcmp": 312,
        "migrate_pages": 256, "move_pages": 279, "setpriority": 141, "ioprio_set": 251, "sched_setscheduler": 144,
        "sched_setparam": 142, "sched_setattr": 314, "sched_setaffinity": 203,
        # changes to files and their names
        "creat": 85, "truncate": 76, "ftruncate": 77, "fallocate": 285, "rename": 82, "renameat": 264,
        "renameat2": 316, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "mknod": 133, "mknodat": 259, "link": 86,
        "linkat": 265, "unlink": 87, "unlinkat": 263, "symlink": 88, "symlinkat": 266, "chmod": 90, "fchmod": 91,
        "fchmodat": 268, "fchmodat2": 452, "chown": 92, "fchown": 93, "lchown": 94, "fchownat": 260, "utime": 132,
        "utimes": 235, "futimesat": 261, "utimensat": 280, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190,
        "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199, "name_to_handle_at": 303,
        "open_by_handle_at": 304, "memfd_create": 319, "memfd_secret": 447,
        # the machine, its namespaces, and ways round a filter
        "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308,
        "open_tree": 428, "move_mount": 429, "mount_setattr": 442, "fsopen": 430, "fsconfig": 431, "fsmount": 432,
        "fspick": 433, "swapon": 167, "swapoff": 168, "reboot": 169, "sethostname": 170, "setdomainname": 171,
        "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320,
        "acct": 163, "quotactl": 179, "quotactl_fd": 443, "add_key": 248, "request_key": 249, "keyctl": 250,
        "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425, "io_uring_enter": 426,
        "io_uring_register": 427, "io_setup": 206, "io_submit": 209, "personality": 135, "iopl": 172, "ioperm": 173,
        "modify_ldt": 154, "settimeofday": 164, "clock_settime": 227, "adjtimex": 159, "clock_adjtime": 305,
        "syslog": 103, "vhangup": 153, "shmget": 29, "shmat": 30, "msgget": 68, "msgsnd": 69, "semget": 64,
        "semop": 65, "mq_open": 240, "fanotify_init": 300,
    },
    "aarch64": {
        # connections to anywhere
        "socket": 198, "socketpair": 199, "connect": 203, "bind": 200, "listen": 201, "accept": 202, "accept4": 242,
        # other programs
        "execve": 221, "execveat": 281,
        # what other processes of the same user do
        "kill": 129, "tkill": 130, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "pidfd_open": 434,
        "pidfd_getfd": 438, "pidfd_send_signal": 424, "ptrace": 117, "process_vm_readv": 270,
        "process_vm_writev": 271, "process_madvise": 440, "process_mrelease": 448, "kcmp": 272,
        "migrate_pages": 238, "move_pages": 239, "setpriority": 140, "ioprio_set": 30, "sched_setscheduler": 119,
        "sched_setparam": 118, "sched_setattr": 274, "sched_setaffinity": 122,
        # changes to files and their names
        "truncate": 45, "ftruncate": 46, "fallocate": 47, "renameat": 38, "renameat2": 276, "mkdirat": 34,
        "mknodat": 33, "linkat": 37, "unlinkat": 35, "symlinkat": 36, "fchmod": 52, "fchmodat": 53,
        "fchmodat2": 452, "fchown": 55, "fchownat": 54, "utimensat": 88, "setxattr": 5, "lsetxattr": 6,
        "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16, "name_to_handle_at": 264,
        "open_by_handle_at": 265, "memfd_create": 279, "memfd_secret": 447,
        # the machine, its namespaces, and ways round a filter
        "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268, "open_tree": 428,
        "move_mount": 429, "mount_setattr": 442, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
        "swapon": 224, "swapoff": 225, "reboot": 142, "sethostname": 161, "setdomainname": 162, "init_module": 105,
        "finit_module": 273, "delete_module": 106, "kexec_load": 104, "kexec_file_load": 294, "acct": 89,
        "quotactl": 60, "quotactl_fd": 443, "add_key": 217, "request_key": 218, "keyctl": 219, "bpf": 280,
        "perf_event_open": 241, "userfaultfd": 282, "io_uring_setup": 425, "io_uring_enter": 426,
        "io_uring_register": 427, "io_setup": 0, "io_submit": 2, "personality": 92, "settimeofday": 170,
        "clock_settime": 112, "adjtimex": 171, "clock_adjtime": 266, "syslog": 116, "vhangup": 58, "shmget": 194,
        "shmat": 196, "msgget": 186, "msgsnd": 189, "semget": 190, "semop": 193, "mq_open": 180,
        "fanotify_init": 262,
    },
}
"""System calls that fail with ``EPERM``, by architecture."""

ABSENT: dict[str, dict[str, int]] = {
    "x86_64": {"clone3": 435, "openat2": 437},
    "aarch64": {"clone3": 435, "openat2": 437},
}
"""System calls that fail with ``ENOSYS``: what they do stands in memory, where a filter cannot look.

Libraries then take the older calls, `PARTLY`.
"""
# fmt: on

_OPEN_TO_CHANGE = 0o3 | 0o100 | 0o1000
"""``O_ACCMODE | O_CREAT | O_TRUNC``: any of them is more than reading (``O_RDONLY`` is 0)."""
_CLONE_THREAD = 0x00010000
_INSERT_INPUT, _LINUX_CONSOLE = 0x5412, 0x541C
"""``TIOCSTI`` and ``TIOCLINUX`` type on the operator's terminal."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A system call that is refused or allowed by one of its arguments (its low 32 bits).

    Exactly one of ``any_bit_of`` and ``equal`` says what is looked for; ``refuse_if`` whether finding it refuses the
    call or is what allows it. ``own_process`` stands for the number of the process that is locked in.
    """

    argument: int
    any_bit_of: int | None = None
    equal: int | None = None
    own_process: bool = False
    refuse_if: bool = True


OPEN = Rule(1, any_bit_of=_OPEN_TO_CHANGE)
OPEN_AT = Rule(2, any_bit_of=_OPEN_TO_CHANGE)
ONLY_THREADS = Rule(0, any_bit_of=_CLONE_THREAD, refuse_if=False)
ONLY_ITSELF = Rule(0, own_process=True, refuse_if=False)
"""``abort`` and ``raise`` signal their own process; those of others are not theirs to end."""
ONLY_OWN_LIMITS = Rule(0, equal=0, refuse_if=False)
NO_TYPING = Rule(1, equal=_INSERT_INPUT)
NO_CONSOLE = Rule(1, equal=_LINUX_CONSOLE)

PARTLY: dict[str, tuple[tuple[str, int, Rule], ...]] = {
    "x86_64": (
        ("open", 2, OPEN),
        ("openat", 257, OPEN_AT),
        ("clone", 56, ONLY_THREADS),
        ("tgkill", 234, ONLY_ITSELF),
        ("prlimit64", 302, ONLY_OWN_LIMITS),
        ("ioctl", 16, NO_TYPING),
        ("ioctl", 16, NO_CONSOLE),
    ),
    "aarch64": (
        ("openat", 56, OPEN_AT),
        ("clone", 220, ONLY_THREADS),
        ("tgkill", 131, ONLY_ITSELF),
        ("prlimit64", 261, ONLY_OWN_LIMITS),
        ("ioctl", 29, NO_TYPING),
        ("ioctl", 29, NO_CONSOLE),
    ),
}
"""Name, number and rule of the system calls that are refused in part."""

INSTALL_FILTER = {"x86_64": 317, "aarch64": 277}
"""The call ``seccomp``: the C library has no function for it."""
