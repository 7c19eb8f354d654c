"""Claims on files and folders: who works with something claims it, and the kernel drops the claim when that process ends.

So what nobody claims was left behind, by a process that was killed or a machine that lost power, and whoever comes
next may remove it. No pid is written down that another process could have by then. Where a file system keeps no
locks, nothing is claimed, and nothing is taken for left behind.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_DRAFT = ".draft-"
"""How names of unfinished files and folders begin."""

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL}
"""What file systems answer that keep no such locks; NFS says EBADF of a folder."""


class Claim:
    """A claim on a file or folder, held until it is closed. Child programs do not inherit it."""

    def __init__(self, descriptor: int | None) -> None:
        self.descriptor = descriptor
        """Of what is claimed; None where the file system keeps no locks."""

    def close(self) -> None:
        """Give the claim up."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None


def claim(path: Path) -> Claim | None:
    """Claim what lies at *path*, links not followed; None when somebody else has, or has removed it.

    Raises OSError when it cannot be opened.
    """
    with suppress(FileNotFoundError):
        # NFS locks only what is open for writing.
        flags = os.O_RDONLY if path.is_dir() else os.O_RDWR
        descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Until just now it was nobody's, and somebody may have cleared it away.
            if os.path.samestat(os.fstat(descriptor), os.lstat(path)):
                return Claim(descriptor)
        except BlockingIOError:
            pass
        except OSError as refused:
            if refused.errno in _NO_LOCKS:
                os.close(descriptor)
                return Claim(None)
        os.close(descriptor)
    return None


def make_folder(parent: Path, prefix: str) -> tuple[Path, Claim]:
    """Make a new folder in *parent* and claim it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        claimed = claim(folder)
        if claimed is not None:
            return folder, claimed


@contextmanager
def make_draft(folder: Path) -> Iterator[Path]:
    """Make a claimed file in *folder* for something that is not finished; it is gone afterwards, unless renamed."""
    claimed = None
    while claimed is None:
        descriptor, name = tempfile.mkstemp(prefix=_DRAFT, dir=folder)
        os.close(descriptor)
        draft = Path(name)
        claimed = claim(draft)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
        claimed.close()


@contextmanager
def make_draft_folder(folder: Path) -> Iterator[Path]:
    """Make a claimed folder in *folder* for what is not finished; it is gone afterwards with all that is still there."""
    drafts, claimed = make_folder(folder, _DRAFT)
    try:
        yield drafts
    finally:
        shutil.rmtree(drafts, ignore_errors=True)
        claimed.close()


def remove_drafts(folder: Path) -> None:
    """Remove from *folder* what was not finished when its writer died."""
    for draft in abandoned(folder, f"{_DRAFT}*"):
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)


def is_draft(name: str) -> bool:
    """Tell whether *name* is that of an unfinished file, which says nothing to a user."""
    return os.path.basename(name).startswith(_DRAFT)


def abandoned(folder: Path, pattern: str) -> Iterator[Path]:
    """Yield what in *folder* matches, is our user's and is claimed by nobody else; claimed while the caller has it."""
    for path in sorted(folder.glob(pattern)):
        with suppress(OSError):
            if os.lstat(path).st_uid != os.geteuid():
                continue
            claimed = claim(path)
            if claimed is None or claimed.descriptor is None:
                continue
            try:
                yield path
            finally:
                claimed.close()
