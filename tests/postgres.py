"""A PostgreSQL server of the tests' own: Debian's programs, an unprivileged user, a Unix socket, a folder that goes."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "grader"


def find_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, of the newest version; None when PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: float(p.parts[-3]))
    known = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(known).parent if known else None


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """Start a server that listens on a Unix socket only, and yield its address without the database's name."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    # initdb refuses root: Debian's package brings a user of its own
    as_user = {"user": "postgres", "group": pwd.getpwnam("postgres").pw_gid} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        with (folder / "said").open("a+b") as said:  # a pipe would stay open as long as the server runs
            done = subprocess.run(
                [programs / program, "-D", folder / "data", *arguments],
                cwd=folder,
                stdout=said,
                stderr=said,
                check=False,
                timeout=300,
                **as_user,
            )
        assert done.returncode == 0, (folder / "said").read_text()

    try:
        run("initdb", f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "start", "--wait", f"--options=-k {folder} -c listen_addresses= -c fsync=off")
        try:
            yield f"postgresql+psycopg://{USER}@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate")
    finally:
        shutil.rmtree(folder)
