"""Run a command as it would run on a lesser machine: python tests/confined.py LACKING[,LACKING...] COMMAND...

The kernel itself answers as such a machine's would, by a seccomp filter that the command and all its processes inherit:

    namespaces   the default profile of container engines: no new namespaces, no mounts
    landlock     a kernel before 5.13, or one built without Landlock
    seccomp      a kernel without filters for system calls
"""

import errno
import os
import sys

import seccompy

PR_SET_SECCOMP = 22
NEW_NAMESPACES = 0x7E020000


def confine(lacking):
    """Take away from this process, and those that it starts, what is named."""
    filters = seccompy.Filter(default=seccompy.Action.ALLOW)
    if "namespaces" in lacking:
        for syscall in ("unshare", "setns", "mount", "umount2", "pivot_root", "mount_setattr"):
            filters.errno(syscall, errno.EPERM)
        for bit in range(32):
            if NEW_NAMESPACES >> bit & 1:
                flag = 1 << bit
                filters.errno("clone", errno.EPERM, args=[(0, seccompy.CmpOp.MASKED_EQ, flag, flag)])
        filters.errno("clone3", errno.ENOSYS)
    if "landlock" in lacking:
        filters.errno("landlock_create_ruleset", errno.ENOSYS)
    if "seccomp" in lacking:
        filters.errno("seccomp", errno.ENOSYS)
        filters.errno("prctl", errno.EINVAL, args={0: PR_SET_SECCOMP})
    filters.load()


if __name__ == "__main__":
    confine(sys.argv[1].split(","))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606
