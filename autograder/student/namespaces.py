"""A root of its own for the nursery, where the kernel lets us make one: what may be read, read-only, and nothing else.

Optional, once for each nursery, and inherited by every fork of it at no cost. It closes what Landlock leaves open: files
outside can no longer even be looked up by name, there is no network to reach, and the work folder is a small file
system of its own, bounded in bytes and in files. Root needs CAP_SYS_ADMIN for it, anybody else a user namespace; the
default profiles of containers and some distributions allow neither, and then it is left out.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from contextlib import suppress

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = (
    *(0x00020000, 0x04000000, 0x08000000),
    *(0x10000000, 0x40000000),
)
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 1 << 12, 1 << 14, 1 << 18
MNT_DETACH = 2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID = 1, 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
MOUNT_SETATTR = 442  # the same on every architecture


def try_to_enclose(folder: str, places: Sequence[str], aliases: Sequence[str]) -> str:
    """Return why `enclose` does not work here; empty: it does. In a fork: half of it could not be taken back."""
    pid = os.fork()
    if pid == 0:
        status = 255
        try:
            enclose(folder, places, aliases)
            mount_folder(folder, 1 << 20, 10, None)
            status = 0
        except OSError as error:
            status = error.errno or status
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return os.strerror(status) if status else ""


def enclose(folder: str, places: Sequence[str], aliases: Sequence[str]) -> None:
    """Leave everything behind but *places* and /proc, for this process and its forks. Raises OSError.

    Args:
        folder: the work folder; it will exist and be empty.
        places: files and folders that stay where they are, as absolute paths without links.
        aliases: paths that may lead to *places* over links.
    """
    _unshare()
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=4m")
    kept: list[str] = []
    for place in sorted({"/proc", *places}):
        if not any(place.startswith(f"{other}/") for other in kept):  # its folder was kept, with it inside
            _bind(place, folder + place)
            kept.append(place)
    for alias in aliases:
        real = os.path.realpath(alias)
        if real != alias and any(f"{real}/".startswith(f"{place}/") for place in kept):
            _link(real, folder + alias)
    os.makedirs(folder + folder, exist_ok=True)
    os.chdir(folder)
    _succeed(_libc.syscall(PIVOT_ROOT[os.uname().machine], b".", b"."), "pivot_root")
    _succeed(_libc.umount2(b".", MNT_DETACH), "umount2")  # the old root, which lies over the new one
    os.chdir("/")
    attributes = (ctypes.c_uint64 * 4)(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID, 0, 0, 0)
    _succeed(
        _libc.syscall(MOUNT_SETATTR, AT_FDCWD, b"/", AT_RECURSIVE, attributes, ctypes.sizeof(attributes)),
        "mount_setattr",
    )


def mount_folder(folder: str, size: int, files: int, uid: int | None) -> None:
    """Mount an empty file system on *folder* for *size* bytes in at most *files* files, owned by *uid*."""
    owner = "" if uid is None else f",uid={uid},gid={uid}"
    _mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, f"mode=700,size={size},nr_inodes={files}{owner}")


def unmount_folder(folder: str) -> None:
    """Take away what `mount_folder` made, with all that is in it."""
    _succeed(_libc.umount2(folder.encode(), MNT_DETACH), "umount2")


def _unshare() -> None:
    apart = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        _succeed(_libc.unshare(apart), "unshare")
        return
    _succeed(_libc.unshare(apart | CLONE_NEWUSER), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as setting:
            setting.write(text)


def _bind(place: str, target: str) -> None:
    if os.path.isdir(place):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "x", encoding="ascii"):
            pass
    _mount(place, target, None, MS_BIND | MS_REC)


def _link(real: str, alias: str) -> None:
    with suppress(FileExistsError):
        os.makedirs(os.path.dirname(alias), exist_ok=True)
        os.symlink(real, alias)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    texts = [None if text is None else text.encode() for text in (source, target, kind, options)]
    _succeed(_libc.mount(*texts[:3], ctypes.c_ulong(flags), texts[3]), f"mount {target}")


def _succeed(result: int, what: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), what)


_libc = ctypes.CDLL(None, use_errno=True)
