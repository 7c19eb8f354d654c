"""Seal the process that is about to run student code.

Called in the fork, once, in this order:

1. only the grader's channel stays open; standard streams are /dev/null; the work folder is the current directory
2. the uid of the slot where we are root and other users can reach the interpreter, otherwise no capabilities
3. death with the parent (after 2: a change of credentials clears it), no dumps, no new privileges
4. resource limits, the address space relative to what the nursery already maps
5. Landlock: read the interpreter's own libraries, read and write the work folder, nothing else; no TCP, no signals out
6. seccomp: a list of what is allowed; no fork, no exec, no sockets; the chmod family is answered without effect

Landlock does not cover chmod, stat, signals over SIGIO and, before Linux 6.2, truncate by path, and RLIMIT_DATA does not count shared memory; seccomp and RLIMIT_AS do.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import resource
import signal
from collections.abc import Sequence
from dataclasses import dataclass

import landlockpy
import seccompy
from landlockpy import AccessFS, AccessNet, Scope

CHANNEL = 3
"""The descriptor over which grader and student process talk."""

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x53564D41
CLONE_THREAD = 0x10000
F_SETOWN_EX = 15
FIOSETOWN, SIOCSPGRP = 0x8901, 0x8902
AF_UNIX = 1

READ = AccessFS.READ_FILE | AccessFS.READ_DIR
WORK = (
    READ
    | AccessFS.WRITE_FILE
    | AccessFS.TRUNCATE
    | AccessFS.MAKE_REG
    | AccessFS.MAKE_DIR
    | AccessFS.REMOVE_FILE
    | AccessFS.REMOVE_DIR
    | AccessFS.REFER  # renaming into a subfolder
)


@dataclass(frozen=True)
class Seal:
    """What one student process may use."""

    work: str
    """Its private folder."""
    readable: Sequence[str]
    """Folders and files that it may read: the interpreter's libraries, no checkout."""
    listable: Sequence[str]
    """Folders of which it may see the names only."""
    memory_bytes: int
    """Address space beyond what the nursery already maps."""
    cpu_seconds: int
    """The hard limit, for the case that nobody is there to enforce the others."""
    file_bytes: int
    threads: int | None
    """How many there may be, where they can be told from those of others; None: they are counted from outside only."""
    mechanisms: Sequence[str]
    """Which of Landlock and seccomp to use."""
    uid: int | None
    """The user to become, where we are root; None: stay who we are, without capabilities."""


def mechanisms() -> tuple[str, ...]:
    """Return which of the kernel's mechanisms are there. Call before sealing: afterwards the looks would fail."""
    found = []
    if landlock_version() >= 1:
        found.append("landlock")
    if seccompy.supported():
        found.append("seccomp")
    return (*found, "rlimits")


def landlock_version() -> int:
    """Return the version of the kernel's Landlock interface; 0: it has none, or a container forbids it."""
    try:
        return landlockpy.abi_version()
    except landlockpy.LandlockError:
        return 0


def keep_only(channel: int) -> None:
    """Make *channel* the descriptor `CHANNEL`, the standard streams /dev/null, and close everything else."""
    os.dup2(channel, CHANNEL, inheritable=False)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.closerange(CHANNEL + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def apply(seal: Seal, parent: int, filters: Filters) -> None:
    """Seal this process for good. Raises OSError when any step fails: then no student code may run."""
    os.chdir(seal.work)
    _drop_privileges(seal.uid)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise OSError(errno.ESRCH, "the nursery is gone")
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _limit(seal)
    if "landlock" in seal.mechanisms:
        _landlock(seal)
    if "seccomp" in seal.mechanisms:
        filters.load()


class Filters:
    """The seccomp program, built once in the nursery; the rule about one's own pid is added in each child."""

    def __init__(self) -> None:
        self.main = _main_filter()
        _ = self.main.program  # compiled here, once, and not in every child

    def load(self) -> None:
        """Install both filters. The stricter answer of the two wins, so the small one only takes away."""
        pid = os.getpid()
        own = seccompy.Filter(default=seccompy.Action.ALLOW)
        for syscall in ("kill", "tgkill"):
            own.allow(syscall, args={0: pid})
            own.errno(syscall, errno.EPERM)
        own.load()
        self.main.load()


def _main_filter() -> seccompy.Filter:
    allowed = seccompy.Filter(default=seccompy.Action.ERRNO | errno.EPERM)
    for syscall in KILLED:
        allowed.kill(syscall)
    for syscall in PRETENDED:
        _rule(allowed, "errno", syscall, 0)
    for syscall in NOT_SUPPORTED:
        _rule(allowed, "errno", syscall, errno.ENOTSUP)
    # First match wins: what is refused stands before what is allowed.
    # The kernel reads 32 bits of the command, so a refusal must not look at the upper ones.
    for syscall, commands in REFUSED_COMMANDS.items():
        for command in commands:
            allowed.errno(syscall, errno.EPERM, args=[(1, seccompy.CmpOp.MASKED_EQ, command, 0xFFFFFFFF)])
    allowed.allow("clone", args=[(0, seccompy.CmpOp.MASKED_EQ, CLONE_THREAD, CLONE_THREAD)])
    allowed.errno("clone3", errno.ENOSYS)  # glibc then falls back to clone, whose flags a filter can read
    allowed.allow("prlimit64", args={0: 0})
    for option in (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA):
        allowed.allow("prctl", args={0: option})
    allowed.allow("sched_setaffinity", args={0: 0})  # one's own processors, not those of the grader
    allowed.allow("socketpair", args={0: AF_UNIX})
    allowed.allow("sendto", args={4: 0})  # no address: a datagram pair could write to any socket of the host
    for syscall in ALLOWED.split():
        _rule(allowed, "allow", syscall)
    return allowed


def _rule(filters: seccompy.Filter, action: str, syscall: str, *arguments: int) -> None:
    """Add a rule, unless this architecture has no such call."""
    try:
        getattr(filters, action)(syscall, *arguments)
    except (KeyError, ValueError):
        return


def _drop_privileges(uid: int | None) -> None:
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    else:  # root's, or those that come with a user namespace
        for capability in range(64):
            _libc.prctl(
                PR_CAPBSET_DROP, capability, 0, 0, 0
            )  # fails beyond the last one that this kernel knows
        header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        if _libc.capset(header, nothing) != 0:
            raise OSError(ctypes.get_errno(), "capset")


def _landlock(seal: Seal) -> None:
    with landlockpy.Ruleset(
        handled_fs=landlockpy.fs_for_abi(landlockpy.abi_version()),
        handled_net=AccessNet.BIND_TCP | AccessNet.CONNECT_TCP,
        scoped=Scope.SIGNAL | Scope.ABSTRACT_UNIX_SOCKET,
    ) as rules:
        for path in seal.readable:
            rules.allow_path(path, READ if os.path.isdir(path) else AccessFS.READ_FILE)
        for path in seal.listable:
            rules.allow_path(path, AccessFS.READ_DIR)
        rules.allow_path(os.devnull, AccessFS.READ_FILE | AccessFS.WRITE_FILE)
        rules.allow_path(seal.work, WORK)
        rules.restrict()


def _limit(seal: Seal) -> None:
    with open("/proc/self/statm") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    memory = mapped + seal.memory_bytes
    for what, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seal.cpu_seconds, seal.cpu_seconds + 1),
        (resource.RLIMIT_FSIZE, seal.file_bytes, seal.file_bytes),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))
    if seal.threads is not None:
        resource.setrlimit(resource.RLIMIT_NPROC, (seal.threads, seal.threads))


_libc = ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option}")


KILLED = (
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "bpf",
    "kexec_load",
    "init_module",
    "finit_module",
)
"""No honest notebook calls these."""

REFUSED_COMMANDS = {
    # SIGIO would reach other processes, a lease would keep them from opening a file of the libraries.
    "fcntl": (fcntl.F_SETOWN, fcntl.F_SETSIG, F_SETOWN_EX, fcntl.F_SETLEASE, fcntl.F_NOTIFY),
    "ioctl": (FIOSETOWN, SIOCSPGRP),
}

PRETENDED = ("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat") + (
    "utime",
    "utimes",
    "utimensat",
    "futimesat",
)
"""Landlock does not cover them. They succeed without effect, so that shutil.copy and its like go on working."""

NOT_SUPPORTED = ("setxattr", "lsetxattr", "fsetxattr", "getxattr", "lgetxattr", "fgetxattr") + (
    "listxattr",
    "llistxattr",
    "flistxattr",
    "removexattr",
    "lremovexattr",
    "fremovexattr",
)

ALLOWED = """
    read write readv writev pread64 pwrite64 preadv pwritev open openat openat2 creat close close_range
    stat fstat lstat newfstatat fstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
    lseek getdents getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir mkdirat rmdir unlink unlinkat
    ftruncate fallocate fsync fdatasync flock fcntl dup dup2 dup3 umask ioctl copy_file_range sendfile
    mmap mprotect munmap mremap madvise mincore msync brk mlock munlock membarrier rseq
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
    kill tgkill pause alarm setitimer getitimer restart_syscall
    getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid
    uname sysinfo times getrusage getrlimit setrlimit gettimeofday time clock_gettime clock_getres nanosleep
    clock_nanosleep sched_yield sched_getaffinity sched_getparam sched_getscheduler getcpu
    sched_get_priority_max sched_get_priority_min get_mempolicy
    select pselect6 poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 pipe pipe2
    timerfd_create timerfd_settime recvfrom shutdown getsockname getpeername getsockopt setsockopt
    futex set_robust_list get_robust_list set_tid_address arch_prctl getrandom wait4 waitid exit exit_group
"""
