"""Refuses this process, for good, the system calls by which it could reach past its files (Linux's seccomp).

Landlock speaks of files and of plain TCP. What it leaves open is closed here: every other kind of socket, signals and
tracing of other processes, memory and queues that processes share by a name or a number, another file's mode, owner or
times, news of what others do with files, what a terminal would take as typed, and what only an administrator may do.
Threads may begin, processes not: one could outlive what it was begun for. A refused call fails as one without
permission; nothing is killed.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

from include.errors import SettingError

# by processor: its name in a filter, the call that sets one, and the numbers of the calls (asm/unistd_64.h for x86_64,
# asm-generic/unistd.h for aarch64)
SAME = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "pidfd_open": 434,
    "pidfd_getfd": 438,
    "mount_setattr": 442,
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
    "file_setattr": 469,
}
X86_64 = SAME | {
    "socket": 41,
    "fork": 57,
    "vfork": 58,
    "shmget": 29,
    "shmat": 30,
    "shmctl": 31,
    "semget": 64,
    "semop": 65,
    "semctl": 66,
    "semtimedop": 220,
    "msgget": 68,
    "msgsnd": 69,
    "msgrcv": 70,
    "msgctl": 71,
    "inotify_add_watch": 254,
    "fanotify_init": 300,
    "mq_open": 240,
    "mq_unlink": 241,
    "kill": 62,
    "tkill": 200,
    "rt_sigqueueinfo": 129,
    "rt_tgsigqueueinfo": 297,
    "ptrace": 101,
    "process_vm_readv": 310,
    "process_vm_writev": 311,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "chmod": 90,
    "fchmod": 91,
    "fchmodat": 268,
    "chown": 92,
    "fchown": 93,
    "lchown": 94,
    "fchownat": 260,
    "utime": 132,
    "utimes": 235,
    "futimesat": 261,
    "utimensat": 280,
    "setxattr": 188,
    "lsetxattr": 189,
    "fsetxattr": 190,
    "removexattr": 197,
    "lremovexattr": 198,
    "fremovexattr": 199,
    "setpriority": 141,
    "sched_setparam": 142,
    "sched_setscheduler": 144,
    "sched_setaffinity": 203,
    "sched_setattr": 314,
    "ioprio_set": 251,
    "bpf": 321,
    "perf_event_open": 298,
    "userfaultfd": 323,
    "mount": 165,
    "umount2": 166,
    "pivot_root": 155,
    "chroot": 161,
    "unshare": 272,
    "setns": 308,
    "open_by_handle_at": 304,
    "quotactl": 179,
    "settimeofday": 164,
    "clock_settime": 227,
    "clock_adjtime": 305,
    "adjtimex": 159,
    "sethostname": 170,
    "init_module": 175,
    "finit_module": 313,
    "delete_module": 176,
    "kexec_load": 246,
    "kexec_file_load": 320,
    "reboot": 169,
    "swapon": 167,
    "swapoff": 168,
    "acct": 163,
    "syslog": 103,
    "iopl": 172,
    "ioperm": 173,
}
AARCH64 = SAME | {
    "socket": 198,
    "shmget": 194,
    "shmctl": 195,
    "shmat": 196,
    "semget": 190,
    "semctl": 191,
    "semtimedop": 192,
    "semop": 193,
    "msgget": 186,
    "msgctl": 187,
    "msgrcv": 188,
    "msgsnd": 189,
    "inotify_add_watch": 27,
    "fanotify_init": 262,
    "mq_open": 180,
    "mq_unlink": 181,
    "kill": 129,
    "tkill": 130,
    "rt_sigqueueinfo": 138,
    "rt_tgsigqueueinfo": 240,
    "ptrace": 117,
    "process_vm_readv": 270,
    "process_vm_writev": 271,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "fchmod": 52,
    "fchmodat": 53,
    "fchownat": 54,
    "fchown": 55,
    "utimensat": 88,
    "setxattr": 5,
    "lsetxattr": 6,
    "fsetxattr": 7,
    "removexattr": 14,
    "lremovexattr": 15,
    "fremovexattr": 16,
    "setpriority": 140,
    "sched_setparam": 118,
    "sched_setscheduler": 119,
    "sched_setaffinity": 122,
    "sched_setattr": 274,
    "ioprio_set": 30,
    "bpf": 280,
    "perf_event_open": 241,
    "userfaultfd": 282,
    "mount": 40,
    "umount2": 39,
    "pivot_root": 41,
    "chroot": 51,
    "unshare": 97,
    "setns": 268,
    "open_by_handle_at": 265,
    "quotactl": 60,
    "settimeofday": 170,
    "clock_settime": 112,
    "clock_adjtime": 266,
    "adjtimex": 171,
    "sethostname": 161,
    "init_module": 105,
    "finit_module": 273,
    "delete_module": 106,
    "kexec_load": 104,
    "kexec_file_load": 294,
    "reboot": 142,
    "swapon": 224,
    "swapoff": 225,
    "acct": 89,
    "syslog": 116,
}
PROCESSORS = {"x86_64": (0xC000003E, 317, X86_64), "aarch64": (0xC00000B7, 277, AARCH64)}
# calls that a process needs for itself: their first argument, the number of a process, must be this one
FOR_ITSELF = {"x86_64": {"tgkill": 234, "prlimit64": 302}, "aarch64": {"tgkill": 131, "prlimit64": 261}}
# commands by which a file or terminal reaches further, by the call that takes them as its second argument
OF_FCNTL = {"F_SETOWN": 8, "F_SETSIG": 10, "F_SETOWN_EX": 15, "F_SETLEASE": 1024}  # signals to others; writers wait
OF_IOCTL = {"TIOCSTI": 0x5412, "TIOCLINUX": 0x541C, "FIOSETOWN": 0x8901, "SIOCSPGRP": 0x8902}
OF_IOCTL |= {"FS_IOC_SETFLAGS": 0x40086602, "FS_IOC_FSSETXATTR": 0x401C5820}  # a file that nobody can remove
COMMANDS = {"x86_64": {72: OF_FCNTL, 16: OF_IOCTL}, "aarch64": {25: OF_FCNTL, 29: OF_IOCTL}}
CLONE, CLONE3, OF_A_THREAD = {"x86_64": 56, "aarch64": 220}, 435, 0x00010000  # a thread is asked for by this flag
OTHER_TABLE = 0x40000000  # x86_64 knows each call by a second number, from here on
LOAD, EQUAL, AT_LEAST, HAS, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions of a filter
NUMBER, PROCESSOR, FIRST_ARGUMENT, SECOND_ARGUMENT = 0, 4, 16, 24  # places in what a filter sees
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
UNKNOWN = 0x00050000 | errno.ENOSYS  # of clone3, whose flags no filter sees: the C library then asks by clone
SET_FILTER, ALL_THREADS = 1, 1
Instruction = tuple[int, int, int, int]


def refuse_calls() -> None:
    """Refuse this process, all its threads and children the calls that are listed here.

    The caller has given up gaining privileges (``no_new_privs``), without which the kernel refuses the filter.

    Raises:
        SettingError: The processor is of another kind than those whose calls are listed here.
        OSError: The kernel refused the filter.
    """
    if platform.machine() not in PROCESSORS:
        raise SettingError(
            f"This computer cannot fence a process in: its processor is {platform.machine()}.",
            hint=f"Use one of {', '.join(PROCESSORS)}.",
        )
    packed = b"".join(struct.pack("=HBBI", *one) for one in _filter(platform.machine(), os.getpid()))
    program = ctypes.create_string_buffer(packed)
    described = struct.pack("@HP", len(packed) // 8, ctypes.addressof(program))
    _, number, _ = PROCESSORS[platform.machine()]
    if ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), SET_FILTER, ALL_THREADS, described):
        raise OSError(ctypes.get_errno(), "seccomp refused")


def _filter(processor: str, process: int) -> Iterator[Instruction]:
    """Yield the filter: operation, how many instructions to pass where it holds and where not, operand."""
    name, _, calls = PROCESSORS[processor]
    yield from [(LOAD, 0, 0, PROCESSOR), (EQUAL, 1, 0, name), (ANSWER, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    yield from [(AT_LEAST, 0, 1, OTHER_TABLE), (ANSWER, 0, 0, REFUSE)]
    for number in sorted(calls.values()):
        yield from [(EQUAL, 0, 1, number), (ANSWER, 0, 0, REFUSE)]
    for number in FOR_ITSELF[processor].values():
        yield from [(EQUAL, 0, 5, number), (LOAD, 0, 0, FIRST_ARGUMENT)]
        yield from [(EQUAL, 1, 0, 0), (EQUAL, 0, 1, process), (ANSWER, 0, 0, ALLOW), (ANSWER, 0, 0, REFUSE)]
    for number, commands in COMMANDS[processor].items():
        yield from [(EQUAL, 0, 2 * len(commands) + 2, number), (LOAD, 0, 0, SECOND_ARGUMENT)]
        for command in commands.values():
            yield from [(EQUAL, 0, 1, command), (ANSWER, 0, 0, REFUSE)]
        yield (ANSWER, 0, 0, ALLOW)
    yield from [(EQUAL, 0, 1, CLONE3), (ANSWER, 0, 0, UNKNOWN), (EQUAL, 0, 3, CLONE[processor])]
    yield from [(LOAD, 0, 0, FIRST_ARGUMENT), (HAS, 1, 0, OF_A_THREAD), (ANSWER, 0, 0, REFUSE), (ANSWER, 0, 0, ALLOW)]
