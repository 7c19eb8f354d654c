"""What an instructor downloaded, taken apart: a folder, a file, or an archive with archives in it, all of it hostile.

    pieces, refused = unpack(Path("submissions.zip"), into=staging)

Nothing in an archive says where anything is written. Every file that may be taken is copied to a name of ours in one
folder, and its own name goes along as text. Sizes are counted while reading; what a header claims is not believed. What
is not taken is listed with the reason. An archive is taken as a whole or, if it is broken or a bomb, not at all.
"""

from __future__ import annotations

import filecmp
import gzip
import lzma
import os
import re
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from autograder.errors import CourseError, SubmissionError
from autograder.notebook import MAX_BYTES, over_limit

MAX_ENTRIES = 50_000
"""How many files and folders a download may have, archives in it not counted."""
MAX_DOWNLOAD = 20 * 2**30
"""How many bytes of a download are copied in all."""
MAX_RATIO = 100
"""How many times its own size an archive may unpack to, beyond the first `FREE` bytes. Notebooks come to about 10."""
FREE = 2**30
MAX_INNER = 200 * 2**20
"""How many bytes an archive within a download may have or unpack to, what is in it included."""
MAX_INNER_ENTRIES = 2_000
MAX_DEPTH = 3
"""How many archives may lie in one another within a download."""
MAX_READ = 8 * 2**20
"""How many bytes are read in one go: the list of a zip's entries, the long name of a tar's entry."""
MAX_NAME = 1_000
"""How many characters a path may have, folders included."""

_CHUNK = 2**16
_ZIPS = (".zip",)
_TARS = (".tar", ".tar.gz", ".tgz")
_JUNK = re.compile(r"\..*|__MACOSX|__pycache__|Thumbs\.db|desktop\.ini|.*\.pyc", re.IGNORECASE)
"""Names of what systems and editors leave behind; nobody means to hand it in."""
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
    UnicodeError,
)
"""What the standard library raises over bytes that are no archive, or that it cannot unpack."""


@dataclass(frozen=True)
class Piece:
    """A file of a download."""

    outer: tuple[str, ...]
    """Where it lies in the download; ends with the archive's name for what a student packed."""
    inner: tuple[str, ...]
    """Where it lies in that archive; empty for what lies in the download itself."""
    path: Path
    """Where its content is now."""
    size: int

    @property
    def name(self) -> str:
        """Return its path as one text."""
        return "/".join((*self.outer, *self.inner))


@dataclass(frozen=True)
class Refused:
    """Something of a download that was not taken."""

    name: str
    """As it was found; nothing in it is safe."""
    reason: str
    """What is wrong, and what to do."""


def unpack(source: Path, into: Path) -> tuple[list[Piece], list[Refused]]:
    """Copy what is in *source* to *into*; what system and editors left behind is passed over.

    Args:
        source: a folder, an archive or any file.
        into: an empty folder.

    Returns:
        The files, and what was refused.

    Raises:
        CourseError: there is no *source*, or it cannot be read, is no archive although it is called one, or is a bomb.
    """
    unpacking = _Unpacking(into)
    try:
        size = source.stat().st_size
        if source.is_dir():
            unpacking.take_folder(source)
        elif is_archive(source.name):
            bounds = _Bounds(min(MAX_DOWNLOAD, FREE + MAX_RATIO * size), MAX_ENTRIES)
            unpacking.take_archive(source, source.name, (), bounds, depth=0)
        else:
            unpacking.take_file(source, (readable(source.name),))
    except SubmissionError as refused:
        raise CourseError(f"{source}: {refused}") from refused
    except OSError as failed:
        raise CourseError(f"{failed.filename or source}: {failed.strerror or failed}") from failed
    return unpacking.pieces, unpacking.refused


def is_archive(name: str) -> bool:
    """Tell whether a file of this name is taken apart."""
    return name.lower().endswith((*_ZIPS, *_TARS))


def readable(name: str) -> str:
    """Return a name as text that can be encoded: bytes that are not UTF-8 are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


# ---------------------------------------------------------------- taking apart


@dataclass
class _Bounds:
    """How much more may be unpacked."""

    bytes: int
    entries: int
    whole: int = field(init=False)

    def __post_init__(self) -> None:
        self.whole = self.bytes

    def spend(self, size: int) -> None:
        self.bytes -= size
        if self.bytes < 0:
            raise _Bomb(f"unpacks to more than {self.whole // 2**20} MB, which no submission needs")

    def count_entry(self) -> None:
        self.entries -= 1
        if self.entries < 0:
            raise _Bomb("has too many files in it")


class _Bomb(SubmissionError):
    """Say why an archive is not unpacked any further."""


@dataclass(frozen=True)
class _Member:
    name: str
    problem: str | None
    is_folder: bool
    open: Callable[[], IO[bytes]]

    def check(self) -> None:
        """Raise SubmissionError when it must not be taken."""
        if self.problem:
            raise SubmissionError(self.problem)


class _Unpacking:
    def __init__(self, into: Path) -> None:
        self.into = into
        self.pieces: list[Piece] = []
        self.refused: list[Refused] = []
        self.copies = 0
        self.entries = 0
        self.room = MAX_DOWNLOAD

    def refuse(self, name: str, reason: str) -> None:
        self.refused.append(Refused(name, reason))

    def take_folder(self, folder: Path) -> None:
        """Take the files below *folder*. Links are not followed, only regular files are opened."""

        def cannot_list(failed: OSError) -> None:
            if failed.filename == os.fspath(folder):
                raise failed
            self.refuse(readable(os.path.relpath(failed.filename, folder)), f"{failed.strerror}")

        for above, folders, files in os.walk(folder, onerror=cannot_list):
            folders.sort()
            relative = Path(above).relative_to(folder).parts
            self._count(len(folders) + len(files))
            for name in [*folders, *sorted(files)]:
                path = Path(above, name)
                parts = tuple(unicodedata.normalize("NFC", readable(part)) for part in (*relative, name))
                if _is_junk(parts):
                    continue
                if path.is_symlink():
                    self.refuse("/".join(parts), "a symbolic link, which is not followed")
                elif name in files:
                    self.take_file(path, parts)
            folders[:] = [name for name in folders if not _JUNK.fullmatch(name)]

    def _count(self, entries: int) -> None:
        self.entries += entries
        if self.entries > MAX_ENTRIES:
            raise SubmissionError(f"has more than {MAX_ENTRIES} files in it: name a folder further down")

    def take_file(self, path: Path, parts: tuple[str, ...]) -> None:
        """Take one regular file; an archive is taken apart."""
        try:
            _check_file(path)
            with open(path, "rb", opener=_open_without_waiting) as file:
                piece = self._copy(file, parts, (), _Bounds(MAX_DOWNLOAD, 1))
        except OSError as failed:
            self.refuse("/".join(parts), f"cannot be read: {failed.strerror}")
        except SubmissionError as refused:
            self.refuse("/".join(parts), str(refused))
        else:
            self._add(piece, _Bounds(MAX_INNER, MAX_INNER_ENTRIES), depth=1)

    def take_archive(
        self, path: Path, name: str, parts: tuple[str, ...], bounds: _Bounds, *, depth: int
    ) -> None:
        """Take what is in the archive at *path*: all of it, with refusals by name, or nothing.

        Raises:
            SubmissionError: it is broken or a bomb.
        """
        pieces, refused = len(self.pieces), len(self.refused)
        opened = _open_zip if name.lower().endswith(_ZIPS) else _open_tar
        inner: dict[tuple[str, ...], Piece] = {}
        try:
            with open(path, "rb") as file:
                for member in opened(file, bounds):
                    bounds.count_entry()
                    self._take_member(member, parts, bounds, inner, depth=depth)
        except (*_BROKEN, MemoryError, _Bomb) as broken:
            self._undo(pieces, refused)
            if isinstance(broken, SubmissionError):
                raise
            raise SubmissionError(
                f"damaged, cut off, or no {Path(name).suffix.lstrip('.')} at all: get it again"
            ) from broken

    def _take_member(
        self,
        member: _Member,
        parts: tuple[str, ...],
        bounds: _Bounds,
        taken: dict[tuple[str, ...], Piece],
        *,
        depth: int,
    ) -> None:
        shown = "/".join((*parts, member.name[:MAX_NAME]))
        if member.is_folder:  # none is made, whatever it is called
            return
        try:
            path = _path_of(member.name)
            member.check()
            if _is_junk(path):
                return
            outer, inner = (path, ()) if depth == 0 else (parts, path)
            with member.open() as content:
                piece = self._copy(content, outer, inner, bounds)
        except _Bomb:
            raise
        except SubmissionError as refused:
            self.refuse(shown, str(refused))
        except _BROKEN as broken:
            self.refuse(shown, _why_unreadable(broken))
        else:
            if path not in taken:
                taken[path] = piece
                inner_bounds = _Bounds(MAX_INNER, MAX_INNER_ENTRIES) if depth == 0 else bounds
                self._add(piece, inner_bounds, depth=depth + 1)
            elif not filecmp.cmp(piece.path, taken[path].path, shallow=False):
                self.refuse(shown, "stands twice in the archive, and the two differ; the first one was taken")

    def _copy(
        self, content: IO[bytes], outer: tuple[str, ...], inner: tuple[str, ...], bounds: _Bounds
    ) -> Piece:
        """Copy a file's content to a name of ours."""
        name = (*outer, *inner)[-1]
        most = _most(name)
        path = self.into / str(self.copies)
        self.copies += 1
        size = 0
        with open(path, "xb") as copy:
            while chunk := content.read(_CHUNK):
                size += len(chunk)
                bounds.spend(len(chunk))
                self.room -= len(chunk)
                if size > most or self.room < 0:
                    copy.truncate(0)
                    raise SubmissionError(_too_large(size, most))
                copy.write(chunk)
        return Piece(outer, inner, path, size)

    def _add(self, piece: Piece, bounds: _Bounds, *, depth: int) -> None:
        """Keep *piece*; of an archive what is in it. One that cannot be taken apart stays as it is, to be seen."""
        name = (*piece.outer, *piece.inner)[-1]
        if not is_archive(name):
            self.pieces.append(piece)
            return
        if depth > MAX_DEPTH:
            self.refuse(piece.name, f"more than {MAX_DEPTH} archives in one another")
            self.pieces.append(piece)
            return
        try:
            place = (*piece.outer, *piece.inner)
            before = len(self.pieces)
            self.take_archive(piece.path, name, place, bounds, depth=depth)
            # What is within a student's archive stays within it, however deep.
            self.pieces[before:] = [
                Piece(piece.outer, (*piece.inner, *_below(found, place)), found.path, found.size)
                for found in self.pieces[before:]
            ]
        except SubmissionError as refused:
            self.refuse(piece.name, str(refused))
            self.pieces.append(piece)

    def _undo(self, pieces: int, refused: int) -> None:
        for piece in self.pieces[pieces:]:
            piece.path.unlink(missing_ok=True)
        del self.pieces[pieces:]
        del self.refused[refused:]


def _below(piece: Piece, place: tuple[str, ...]) -> tuple[str, ...]:
    return (*piece.outer, *piece.inner)[len(place) :]


def _too_large(size: int, most: int) -> str:
    if size <= most:
        return f"the download is over the limit of {MAX_DOWNLOAD // 2**30} GB"
    return over_limit(size) if most == MAX_BYTES else f"over the limit of {most // 2**20} MB for an archive"


def _why_unreadable(broken: BaseException) -> str:
    if isinstance(broken, NotImplementedError):
        return "packed in a way that this Python cannot unpack: ask for it as a plain zip"
    return "damaged: get it again"


def _check_file(path: Path) -> None:
    status = os.lstat(os.path.realpath(path))
    if not stat.S_ISREG(status.st_mode):
        raise SubmissionError("not a regular file")
    if status.st_size > _most(path.name):
        raise SubmissionError(_too_large(status.st_size, _most(path.name)))


def _most(name: str) -> int:
    return MAX_INNER if is_archive(name) else MAX_BYTES


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # a FIFO that came in between would block for ever


# ---------------------------------------------------------------- names


def _path_of(name: str) -> tuple[str, ...]:
    """Return the folders and the name that a path in an archive consists of.

    Raises:
        SubmissionError: it leads out of the archive, or is none.
    """
    if "\0" in name:
        raise SubmissionError("its name has a NUL in it")
    if len(name) > MAX_NAME:
        raise SubmissionError(f"its name has {len(name)} characters")
    # Some programs on Windows write backslashes.
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or re.match(r"[A-Za-z]:", parts[0]):
        raise SubmissionError("its name is an absolute path")
    if ".." in parts:
        raise SubmissionError("its name leads out of the archive (..)")
    path = tuple(unicodedata.normalize("NFC", part) for part in parts if part not in ("", "."))
    if not path:
        raise SubmissionError("it has no name")
    return path


def _is_junk(path: tuple[str, ...]) -> bool:
    return any(_JUNK.fullmatch(part) for part in path)


# ---------------------------------------------------------------- zip


class _ShortReads:
    """A file of which nobody reads much in one go: the standard library trusts the sizes that an archive states."""

    def __init__(self, file: IO[bytes], bounds: _Bounds | None = None) -> None:
        self._file = file
        self._bounds = bounds

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size if 0 <= size <= MAX_READ else MAX_READ + 1)
        if len(content) > MAX_READ:
            raise _Bomb(f"states a list or a name of more than {MAX_READ // 2**20} MB")
        if self._bounds is not None:
            self._bounds.spend(len(content))
        return content

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if self._bounds is None:
            return self._file.seek(offset, whence)
        # In a compressed file going forward is reading.
        position = self._file.tell()
        target = offset + (position if whence == os.SEEK_CUR else 0)
        if whence == os.SEEK_END or target < position:
            return self._file.seek(offset, whence)
        while position < target and (content := self.read(min(_CHUNK, target - position))):
            position += len(content)
        return position

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()


def _open_zip(file: IO[bytes], bounds: _Bounds) -> Iterator[_Member]:  # noqa: ARG001  what is read out of it is counted
    with zipfile.ZipFile(_ShortReads(file)) as archive:
        overlapping = _overlapping(archive.infolist())
        for entry in archive.infolist():
            problem = "overlaps another file of the archive" if entry.header_offset in overlapping else None
            yield _Member(
                _zip_name(entry),
                problem or _problem_of(entry),
                entry.is_dir(),
                lambda entry=entry: archive.open(entry),  # type: ignore[misc]
            )


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Return the name as it was meant: many programs write UTF-8 and do not say so."""
    if entry.flag_bits & 0x800:
        return readable(entry.orig_filename)
    try:
        return entry.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.orig_filename


def _problem_of(entry: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if stat.S_ISLNK(kind):
        return "a symbolic link, which is not followed"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "not a regular file"
    if entry.flag_bits & 0x41:
        return "encrypted: ask for it without a password"
    return None


def _overlapping(entries: list[zipfile.ZipInfo]) -> set[int]:
    """Return where entries begin that share bytes with one another, as in bombs that need no nesting."""
    found = set()
    end, last = 0, -1
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            found |= {entry.header_offset, last}
        # A local header has 30 bytes, its name and its content at least.
        end = max(end, entry.header_offset + 30 + entry.compress_size)
        last = entry.header_offset
    return found


# ---------------------------------------------------------------- tar


def _open_tar(file: IO[bytes], bounds: _Bounds) -> Iterator[_Member]:
    magic = file.read(2)
    file.seek(0)
    plain: IO[bytes] = gzip.GzipFile(fileobj=file) if magic == b"\x1f\x8b" else file  # type: ignore[assignment]
    # Nothing is extracted by tarfile, so its filters have nothing to do: names and kinds are looked at here.
    reading = _Bounds(bounds.bytes, bounds.entries)  # what is passed over costs time, too
    with tarfile.open(fileobj=_ShortReads(plain, reading), mode="r:", errors="surrogateescape") as archive:  # type: ignore[call-overload]
        entries = 0
        for entry in archive:
            entries += 1
            yield _Member(
                readable(entry.name), _problem_in_tar(entry), entry.isdir(), _opener(archive, entry)
            )
    if entries == 0:
        raise tarfile.ReadError


def _opener(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        content = archive.extractfile(entry)
        if content is None:
            raise tarfile.ReadError
        return content

    return opened


def _problem_in_tar(entry: tarfile.TarInfo) -> str | None:
    if entry.issym():
        return "a symbolic link, which is not followed"
    if entry.islnk():
        return "a hard link, which is not followed"
    if not entry.isdir() and not entry.isreg():
        return "not a regular file"
    return None
