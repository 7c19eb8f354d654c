"""What a student process takes up besides time and memory, measured from outside: threads, files.

The kernel bounds both where it can: threads by RLIMIT_NPROC where the process has a user, or a user namespace, of its
own, and files where its folder is a file system of its own. Elsewhere nothing but a look from here does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.policy import MEGABYTE, Limits


@dataclass(frozen=True)
class Footprint:
    """How to look at one process."""

    pid: int
    folder: Path | None
    """Its work folder; None: the kernel bounds that one."""
    limits: Limits
    given_files: int = 0
    """How many files and folders were in it from the beginning."""
    given_bytes: int = 0

    def excess(self) -> str:
        """Return of what the process takes too much, in words for its author; empty: of nothing."""
        if threads(self.pid) > self.limits.threads:
            return f"it started more than {self.limits.threads} threads"
        if self.folder is not None:
            files, size = self._measure(self.folder)
            if files > self.limits.folder_files:
                return f"it wrote more than {self.limits.folder_files} files"
            if size > self.limits.folder_bytes:
                return f"it wrote more than {self.limits.folder_bytes // MEGABYTE} MB"
        return ""

    def _measure(self, folder: Path) -> tuple[int, int]:
        """Return number and bytes of what was written to *folder*; stop counting where it is too much."""
        files, size, folders = -self.given_files, -self.given_bytes, [str(folder)]
        while folders and files <= self.limits.folder_files and size <= self.limits.folder_bytes:
            try:
                with _entries(folders.pop()) as entries:
                    for entry in entries:
                        files += 1
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
            except FileNotFoundError:  # removed while we looked
                continue
            except OSError:  # a path longer than any honest one, say: what cannot be counted is too much
                return self.limits.folder_files + 1, size
        return files, size


def threads(pid: int) -> int:
    """Return how many threads process *pid* has; 0 when it is gone. A link count is the quickest way to learn it."""
    try:
        return os.stat(f"/proc/{pid}/task").st_nlink - 2
    except OSError:
        return 0


def _entries(folder: str) -> os._ScandirIterator[str]:
    try:
        return os.scandir(folder)
    except PermissionError:  # made so that not even its owner, who we are, may look into it
        os.chmod(folder, 0o700)
        return os.scandir(folder)
