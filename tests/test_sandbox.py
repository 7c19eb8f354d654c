"""The seal holds, by effect: what student code tries, what comes back, and that nothing else happens.

Every row runs in a real sealed process; what must not have happened is looked for from outside.
"""

import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import autograder
from autograder.errors import SandboxError
from autograder.model import Answer, Kind, NotPlain, Question
from autograder.sandbox import Limits, Sandbox, policy

CANARY = "c4n4ry-7f3e"
CHECKOUT = Path(autograder.__file__).parent.parent
LIMITS = Limits(submission_cpu_seconds=20, memory_bytes=256 << 20, file_bytes=1 << 20)
HASTY = replace(LIMITS, idle_seconds=0.5)
"""For programs that wait: how long they may."""
CPU = 0.3
NOT_THERE = ("PermissionError", "FileNotFoundError")
"""What becomes of files outside: they are closed, or in a root of its own not even there."""


@pytest.fixture(scope="module")
def sandbox():
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GRADER_TOKEN", CANARY)
        with Sandbox(LIMITS) as sandbox:
            yield sandbox


@pytest.fixture
def _the_next_one_is_graded(sandbox):
    """Whatever one process did, the next one answers under the usual limits."""
    yield
    sandbox.limits = LIMITS
    assert ask(sandbox, "def f(): return 1").value == 1


def ask(sandbox, source, *arguments, cpu=CPU, **more):
    """Run *source* and then its function f."""
    with sandbox.open({"park.csv": b"t,v\n1,2\n"}) as process:
        outcome = process.run_cell(0, textwrap.dedent(source), cpu_limit=5)
        assert outcome.error == ""
        return process.call(Question("f", arguments, **more), cpu_limit=cpu, show=True)


def fails_with(answer, *errors):
    return answer.kind is Kind.ERROR and answer.error in errors


# ---------------------------------------------------------------- reading


@pytest.fixture
def elsewhere(sandbox):
    """A file in another process's folder, as an earlier or a parallel submission would leave it."""
    folder = sandbox._folder / "other"
    folder.mkdir()
    (folder / "answers.txt").write_text(CANARY)
    yield folder / "answers.txt"
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/etc/hostname",
        str(CHECKOUT / "autograder" / "comparing.py"),
        str(CHECKOUT / "pyproject.toml"),
        str(CHECKOUT / "autograder" / "student" / "wire.py"),
        __file__,
        "/proc/1/environ",
        "/proc/GRADER/environ",
        "/proc/GRADER/cmdline",
        "/proc/GRADER/mem",
        "/proc/self/environ",
        "/proc/mounts",
        "/dev/tty",
        "/dev/shm",  # noqa: S108
        "/dev/mem",
        "/",
        "/tmp",  # noqa: S108
        "/home",
        "/etc",
        "..",
        "../other/answers.txt",
        os.path.expanduser("~"),
        os.path.expanduser("~/.bashrc"),
        os.path.expanduser("~/.ssh"),
        str(CHECKOUT),
        str(CHECKOUT / "solutions"),
    ],
)
def test_what_is_not_the_students_cannot_be_read(sandbox, elsewhere, path):
    """Files and folders of the system, the grader, its user, and other submissions."""
    source = """
        import os
        def f(path):
            return os.listdir(path) if os.path.isdir(path) else open(path, "rb").read().decode("latin-1")
    """
    answer = ask(sandbox, source, _named(path))
    assert fails_with(answer, *NOT_THERE), answer


@pytest.fixture(scope="module")
def sandbox_with_sklearn():
    with Sandbox(LIMITS, preload=("sklearn",)) as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    ("path", "readable"),
    [
        ("/proc/self/status", True),
        ("/proc/self/maps", True),
        ("/proc/cpuinfo", True),
        ("/sys/devices/system/cpu/online", True),
        ("/proc/GRADER/environ", False),
        ("/proc/GRADER/maps", False),
        ("/proc/GRADERS_PARENT/status", False),
        ("/proc/1/environ", False),
        (os.path.join("/proc/self/root", "etc", "passwd"), False),
        ("/proc/self/cwd/../../", False),
        ("/proc/sys/kernel/hostname", False),
    ],
)
def test_what_sklearn_looks_at_is_the_processs_own(sandbox_with_sklearn, path, readable):
    """It reads about itself and the processors; not about the grader, which has a folder in /proc as well."""
    answer = ask(sandbox_with_sklearn, "def f(path): return len(open(path).read()) > 0", _named(path))
    assert (answer.value is True) is readable, answer
    assert readable or fails_with(answer, *NOT_THERE, "IsADirectoryError"), answer


def _named(path):
    """Put in the process ids, which would give a test another name in every run."""
    return path.replace("GRADERS_PARENT", str(os.getppid())).replace("GRADER", str(os.getpid()))


def test_the_own_folder_can_be_used(sandbox):
    """Data files are there, and files can be written, copied, renamed and removed."""
    source = """
        import os, shutil, tempfile
        import numpy as np
        def f():
            np.save("a.npy", np.ones(3))
            shutil.copy("a.npy", "b.npy")
            os.makedirs("deep/er")
            os.rename("b.npy", "deep/er/c.npy")
            with tempfile.TemporaryFile("w") as file:
                file.write("x")
            os.remove("a.npy")
            return [open("park.csv").read(), np.load("deep/er/c.npy").sum(), sorted(os.listdir("."))]
    """
    assert ask(sandbox, source).value == ["t,v\n1,2\n", 3.0, ["deep", "park.csv"]]


def test_nothing_of_the_graders_is_in_the_process(sandbox):
    """No variable of its environment, no open descriptor, no text of ours on the heap or among the modules."""
    source = """
        import gc, os, sys
        def f(half, rest):
            canary, found = half + rest, []
            found += [name for name, value in os.environ.items() if canary in name + value]
            found += [name for name, module in sys.modules.items() if module and name.startswith("autograder")]
            found += [path for path in sys.path if "autograder" in path.lower()]
            for thing in gc.get_objects():
                if type(thing) is dict:
                    found += [key for key, value in list(thing.items()) if type(value) is str and canary in value]
            descriptors = []
            for number in range(64):
                try:
                    os.fstat(number)
                    descriptors.append(number)
                except OSError:
                    pass
            return [found, descriptors, sorted(os.environ)]
    """
    found, descriptors, variables = ask(sandbox, source, CANARY[:4], CANARY[4:], cpu=5).value
    assert found == []
    assert descriptors == [0, 1, 2, 3]
    assert set(variables) == {
        *(
            "HOME",
            "LANG",
            "LOKY_MAX_CPU_COUNT",
            "MALLOC_ARENA_MAX",
            "MKL_NUM_THREADS",
            "MPLBACKEND",
            "MPLCONFIGDIR",
            "OMP_NUM_THREADS",
        ),
        *("OPENBLAS_NUM_THREADS", "PATH", "PYTHONHASHSEED", "TMPDIR", "TZ"),
    }


@pytest.mark.parametrize("module", ["autograder", "autograder.comparing", "solutions", "exercises", "tests"])
def test_our_modules_cannot_be_imported(sandbox, module):
    """Not even where this package is installed among the libraries."""
    answer = ask(sandbox, "import importlib\ndef f(name): importlib.import_module(name)", module)
    assert fails_with(answer, "ModuleNotFoundError", "PermissionError"), answer


# ---------------------------------------------------------------- doing


@pytest.fixture
def victim(tmp_path):
    """A file and a folder of the grader's user, outside of every seal."""
    path = tmp_path / "victim.txt"
    path.write_text("untouched")
    path.chmod(0o640)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


@pytest.mark.parametrize(
    "attempt",
    [
        "open(path, 'w')",
        "open(path, 'a')",
        "open(path + '.new', 'w')",
        "os.truncate(path, 0)",
        "os.remove(path)",
        "os.rename(path, 'mine.txt')",
        "os.rename('park.csv', path)",
        "os.mkdir(path + '.d')",
        "os.rmdir(os.path.dirname(path))",
        "os.link(path, 'mine.txt')",
        "os.symlink(path, 'mine.txt')",
        "os.symlink('/etc/passwd', path + '.new')",
        "os.mkfifo('fifo')",
        "os.mknod('device')",
        "os.chroot('.')",
        "os.setxattr(path, 'user.a', b'b')",
        "os.removexattr(path, 'user.a')",
        "shutil.rmtree(os.path.dirname(path))",
    ],
)
def test_nothing_can_be_written_outside(sandbox, victim, attempt):
    """It raises, and from outside everything is as it was."""
    answer = ask(sandbox, f"import os, shutil\ndef f(path): {attempt}", str(victim))
    assert fails_with(answer, *NOT_THERE, "OSError"), answer
    assert victim.read_text() == "untouched"
    assert list(victim.parent.iterdir()) == [victim]


@pytest.mark.parametrize(
    "attempt",
    [
        "os.chmod(path, 0o777)",
        "os.chmod(os.path.dirname(path), 0)",
        "os.utime(path, (0, 0))",
        "os.chown(path, 12345, 12345)",
        "os.lchown(path, 12345, 12345)",
        "shutil.copystat('park.csv', path)",
    ],
)
def test_changes_of_mode_owner_and_time_are_pretended(sandbox, victim, attempt):
    """They succeed, because honest copies make them, and change nothing: Landlock does not cover them."""
    before = os.stat(victim), os.stat(victim.parent)
    answer = ask(sandbox, f"import os, shutil\ndef f(path): {attempt}", str(victim))
    assert answer.kind is Kind.VALUE, answer
    assert (os.stat(victim), os.stat(victim.parent)) == before


@pytest.mark.parametrize(
    "attempt",
    [
        "os.fork()",
        "os.forkpty()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['/bin/true'])",
        "subprocess.run('true', shell=True)",
        "multiprocessing.Process(target=print).start()",
        "multiprocessing.Pool(1)",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.create_connection(('127.0.0.1', 80))",
        "socket.getaddrinfo('localhost', 80)",
        "urllib.request.urlopen('http://127.0.0.1/')",
        "os.kill(os.getppid(), 9)",
        "os.kill(os.getppid(), 0)",
        "os.kill(-1, 9)",
        "os.kill(0, 9)",
        "os.killpg(os.getpgrp(), 9)",
        "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 9)",
        "os.memfd_create('a')",
        "os.setuid(0)",
        "os.setsid()",
        "os.nice(5)",
        "os.sched_setaffinity(os.getppid(), {0})",
        "os.setpriority(os.PRIO_PROCESS, 0, 10)",
        "os.unshare(0) if hasattr(os, 'unshare') else os.setns(3, 0) if hasattr(os, 'setns') else os.fork()",
        "resource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))",
        "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (10**4, 10**4))",
        "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))",
        "fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid())",
        "fcntl.fcntl(3, fcntl.F_SETSIG, 9)",
        "fcntl.fcntl(3, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
        "fcntl.fcntl(os.open('.', 0), fcntl.F_NOTIFY, 1)",
        "fcntl.ioctl(3, 0x8901, struct.pack('i', os.getppid()))",
        "fcntl.ioctl(3, 0x8902, struct.pack('i', os.getppid()))",
        "open('big', 'wb').write(bytes(2 << 20))",
        "mmap.mmap(-1, 2 << 30)",
        "[open('park.csv') for _ in range(100)]",
    ],
)
def test_what_is_not_for_students_raises(sandbox, attempt):
    """Programs, the network, signals, limits, descriptors: an error of the cell or the call, and no more."""
    modules = "fcntl, mmap, multiprocessing, os, resource, signal, socket, struct, subprocess, urllib.request"
    answer = ask(sandbox, f"import {modules}\ndef f(): {attempt}", cpu=2)
    errors = (*NOT_THERE, "OSError", "URLError", "gaierror", "ValueError", "BlockingIOError")
    assert fails_with(answer, *errors), answer


@pytest.mark.parametrize(
    "attempt",
    [
        "libc.fcntl(3, 8 | 1 << 40, parent)",
        "libc.syscall(fcntl, 3, ctypes.c_ulong(8 | 1 << 40), parent)",  # F_SETOWN, of which the kernel reads 32 bits
        "libc.syscall(fcntl, 3, ctypes.c_ulong(10 | 0xdead << 32), 9)",  # F_SETSIG
        "libc.syscall(ioctl, 3, ctypes.c_ulong(0x8901 | 1 << 40), ctypes.byref(ctypes.c_int(parent)))",
        "libc.syscall(socket, 2, 1, 0)",
        "libc.syscall(kill, ctypes.c_ulong(parent | 1 << 40), 9)",
        "libc.prctl(1, 0, 0, 0, 0)",  # PR_SET_PDEATHSIG
        "libc.prctl(4, 1, 0, 0, 0)",  # PR_SET_DUMPABLE
        "libc.prctl(22, 0, 0, 0, 0)",  # PR_SET_SECCOMP
        "libc.unshare(0x10000000)",
        "libc.mount(b'a', b'b', b'tmpfs', 0, None)",
        "libc.keyctl(0) if hasattr(libc, 'keyctl') else -1",
        "libc.shmget(0, 4096, 0o1600)",
        "libc.syscall(io_uring_setup, 1, 0)",
    ],
)
def test_system_calls_by_number_are_no_way_around(sandbox, attempt):
    """The filter reads what the kernel reads: garbage in the upper half of an argument does not hide it."""
    numbers = {
        "x86_64": "fcntl, ioctl, socket, kill, io_uring_setup = 72, 16, 41, 62, 425",
        "aarch64": "fcntl, ioctl, socket, kill, io_uring_setup = 25, 29, 198, 129, 425",
    }[os.uname().machine]
    source = f"import ctypes, os\n{numbers}\nlibc = ctypes.CDLL(None)\ndef f():\n    parent = os.getppid()\n    return {attempt}"
    assert ask(sandbox, source).value == -1


def test_a_program_started_with_system_does_not_run(sandbox):
    """`os.system` does not raise; what it would have done is not there."""
    source = (
        "import os\ndef f():\n    status = os.system('touch made')\n    return [status != 0, os.listdir('.')]"
    )
    assert ask(sandbox, source).value == [True, ["park.csv"]]


def test_sockets_of_the_host_are_out_of_reach(sandbox, tmp_path):
    """A datagram socket pair could send to any path: nothing arrives at a socket that everybody may write to."""
    path = str(tmp_path / "log")
    source = """
        import socket
        def f(path):
            ours, _ = socket.socketpair()
            return ours.sendto(b"secret", path)
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
        log.bind(path)
        os.chmod(path, 0o777)  # noqa: S103  as /dev/log is
        assert ask(sandbox, source, path).kind is Kind.ERROR
        assert (
            ask(sandbox, source.replace("pair()", "pair(socket.AF_UNIX, socket.SOCK_DGRAM)"), path).kind
            is Kind.ERROR
        )
        assert not select.select([log], [], [], 0)[0]


def test_other_processes_keep_their_processors(sandbox):
    """The processors of the grader itself are not changed by a student of the same user."""
    before = os.sched_getaffinity(0)
    answer = ask(sandbox, "import os\ndef f(pid): os.sched_setaffinity(pid, {0})", os.getpid())
    assert fails_with(answer, "PermissionError")
    assert os.sched_getaffinity(0) == before


def test_a_signal_to_the_terminals_group_does_not_reach_students(sandbox):
    """Ctrl-C is the grader's: a student's program must not take it for its own KeyboardInterrupt."""
    assert ask(sandbox, "import os\ndef f(): return os.getpgrp()").value != os.getpgrp()


# ---------------------------------------------------------------- dying, hanging, forging

FRAME = struct.pack("!I", 30)


@pytest.mark.usefixtures("_the_next_one_is_graded")
@pytest.mark.parametrize(
    ("body", "kind", "tampered", "says"),
    [
        ("os._exit(0)", Kind.CRASHED, False, "ended the program"),
        ("os._exit(70)", Kind.CRASHED, False, "ended the program"),
        ("os.close(3)", Kind.CRASHED, False, "ended the program"),
        ("os.close(3); time.sleep(99)", Kind.CRASHED, False, "ended the program"),
        ("os.dup2(0, 3); time.sleep(99)", Kind.CRASHED, False, "ended the program"),
        ("os.closerange(0, 64)", Kind.CRASHED, False, "ended the program"),
        ("os.kill(os.getpid(), signal.SIGKILL)", Kind.CRASHED, False, "ended the program"),
        ("os.kill(os.getpid(), signal.SIGTERM)", Kind.CRASHED, False, "crashed Python (SIGTERM)"),
        ("os.kill(os.getpid(), 40)", Kind.CRASHED, False, "crashed Python (signal 40)"),
        ("os.abort()", Kind.CRASHED, False, "crashed Python (SIGABRT)"),
        ("ctypes.string_at(0)", Kind.CRASHED, False, "crashed Python (SIGSEGV)"),
        ("ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)", Kind.CRASHED, True, "forbidden system call"),
        (
            "ctypes.CDLL(None).process_vm_readv(os.getppid(), 0, 0, 0, 0, 0)",
            Kind.CRASHED,
            True,
            "forbidden system call",
        ),
        ("sys.exit()", Kind.ERROR, False, ""),
        ("raise KeyboardInterrupt", Kind.ERROR, False, ""),
        ("os.kill(os.getpid(), signal.SIGINT); time.sleep(9)", Kind.ERROR, False, ""),
        ("f()", Kind.ERROR, False, "maximum recursion depth exceeded"),
        ("return input('name?')", Kind.ERROR, False, "input() is not available"),
        ("return [0] * 10**10", Kind.ERROR, False, ""),
        ("return np.ones((10**5, 10**5))", Kind.ERROR, False, "Unable to allocate"),
        ("while True: pass", Kind.TIMEOUT, False, "0.3 s of computing time"),
        ("sum(range(10**13))", Kind.TIMEOUT, False, "0.3 s of computing time"),
        ("re.match('(a+)+b', 'a' * 50)", Kind.TIMEOUT, False, "0.3 s of computing time"),
        ("return 10**(10**9)", Kind.TIMEOUT, False, "0.3 s of computing time"),
        ("signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n    while True: pass", Kind.TIMEOUT, False, "0.3 s"),
        (
            "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
            Kind.TIMEOUT,
            False,
            "0.3 s",
        ),
        ("print('a' * 10**9)", Kind.ERROR, False, ""),
        ("os.write(3, b'x' * 100)", Kind.CRASHED, True, "on the grader's channel"),
        ("os.write(3, b'\\xff' * 8); time.sleep(9)", Kind.CRASHED, True, "a header of more than"),
        ("os.write(3, b'\\0\\0\\0\\2{}')", Kind.CRASHED, True, "without the sizes"),
        ("os.write(3, frame(id='0' * 16, kind='value', values=[42, None]))", Kind.CRASHED, True, "not asked"),
        ("os.write(3, frame(kind='value', values=[42, None]))", Kind.CRASHED, True, "not asked"),
        ("os.write(3, frame(refused='so'))", Kind.CRASHED, False, "could not go on"),
    ],
)
def test_every_end_is_told_apart(sandbox, body, kind, tampered, says):
    """A death, a loop or a forgery is this answer's kind, in words for the student; the flag is for forgeries."""
    source = f"""\
import ctypes, json, os, re, resource, signal, struct, sys, time
import numpy as np
def frame(**header):
    text = json.dumps({{**header, "buffers": []}}).encode()
    return struct.pack("!I", len(text)) + text
def f():
    {body}
"""
    answer = ask(sandbox, source)
    assert (answer.kind, answer.tampered) == (kind, tampered), answer
    assert says in answer.message


@pytest.mark.usefixtures("_the_next_one_is_graded")
@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(10**6)",
        "os.read(3, 100)",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "threading.Lock().acquire() and [lock := threading.Lock(), lock.acquire(), lock.acquire()]",
        "os.write(3, b'\\0\\1\\0\\0')\n    while True: os.write(3, b' '); time.sleep(0.01)",
    ],
)
def test_who_waits_is_not_waited_for(sandbox, body):
    """Sleepers, thieves of the next request and those who answer a byte at a time: the clock ends them."""
    sandbox.limits = HASTY
    answer = ask(sandbox, f"import os, signal, threading, time\ndef f():\n    {body}")
    assert (answer.kind, answer.tampered) == (Kind.TIMEOUT, False), answer
    assert "did not answer within 0.5 s" in answer.message


@pytest.mark.usefixtures("_the_next_one_is_graded")
def test_who_never_reads_is_not_waited_for(sandbox):
    """A request that does not fit into the socket must not block the grader's write: one deadline both ways."""
    sandbox.limits = HASTY
    with sandbox.open({}) as process:
        process.run_cell(0, "def f(x): return 1", cpu_limit=1)
        os.kill(process._channel.pid, signal.SIGSTOP)
        answer = process.call(Question("f", (np.zeros(10**6),)), cpu_limit=CPU, show=True)
    assert answer.kind is Kind.TIMEOUT, answer


@pytest.mark.usefixtures("_the_next_one_is_graded")
@pytest.mark.parametrize(
    "cell",
    [
        "import os; os.write(3, b'x' * 100)",
        "import os; os.write(3, b'\\0\\0\\0\\x0f{\"buffers\": []}')",
        "import os; os.close(3)",
        "import os; os._exit(0)",
        "while True: pass",
    ],
)
def test_an_end_while_loading_is_the_cells(sandbox, cell):
    """The cell's outcome says what happened, and the process is not asked again."""
    with sandbox.open({}) as process:
        outcome = process.run_cell(3, cell, cpu_limit=CPU)
        assert outcome.index == 3
        assert outcome.error.startswith(("crashed: it ", "timeout: used more than 0.3 s"))
        assert not process.alive


@pytest.mark.usefixtures("_the_next_one_is_graded")
def test_bytes_written_between_questions_are_noticed(sandbox):
    """What stands on the channel before a question is asked was not asked for."""
    source = """
        import os, threading
        def f():
            threading.Timer(0.05, lambda: (os.write(3, b"forged"), done.set())).start()
        done = threading.Event()
    """
    with sandbox.open({}) as process:
        process.run_cell(0, textwrap.dedent(source), cpu_limit=1)
        assert process.call(Question("f", ()), cpu_limit=CPU, show=True).kind is Kind.VALUE
        select.select([process._channel.connection], [], [], 5)
        answer = process.call(Question("f", ()), cpu_limit=CPU, show=True)
    assert answer.tampered
    assert "without being asked" in answer.message


@pytest.mark.usefixtures("_the_next_one_is_graded")
@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ("kept.extend(bytearray(1 << 20) for _ in range(10**6))", ("MemoryError",)),
        ("while True: kept.append(bytearray(10_000))", ("MemoryError",)),
        (
            "while True: threading.Thread(target=event.wait, daemon=True).start()",
            ("RuntimeError", "MemoryError"),
        ),
    ],
)
def test_what_grows_is_bounded(sandbox, body, errors):
    """Memory and threads end in an error of the call; and who fills the memory for good is not called a forger."""
    source = f"import threading\nkept, event = [], threading.Event()\ndef f():\n    {body}"
    answer = ask(sandbox, source, cpu=5)
    assert fails_with(answer, *errors) or (answer.kind is Kind.CRASHED and not answer.tampered), answer


@pytest.mark.usefixtures("_the_next_one_is_graded")
@pytest.mark.parametrize("item", ["[]", "bytearray(1000)"])
def test_who_keeps_all_memory_is_told_so(sandbox, item):
    """A notebook that fills its memory and cannot even answer any more is no forger."""
    with sandbox.open({}) as process:
        outcome = process.run_cell(0, f"kept = []\nwhile True: kept.append({item})", cpu_limit=9)
        if process.alive:
            outcome = process.run_cell(1, "def f(): return 1", cpu_limit=1)
    assert outcome.error in ("crashed: it could not go on: out of memory?", "")


def test_threads_left_behind_do_not_hinder_questions(sandbox):
    """A thread of the student's that goes on is part of the same process, its computing time is counted."""
    source = """
        import threading, time
        def spin():
            while True: pass
        def f(seconds):
            threading.Thread(target=spin, daemon=True).start()
            time.sleep(seconds)
            return 1
    """
    with sandbox.open({}) as process:
        process.run_cell(0, textwrap.dedent(source), cpu_limit=1)
        assert process.call(Question("f", (0,)), cpu_limit=CPU, show=True).value == 1
        assert process.call(Question("f", (99,)), cpu_limit=CPU, show=True).kind is Kind.TIMEOUT


@pytest.mark.usefixtures("_the_next_one_is_graded")
def test_the_hard_limit_is_told_as_a_timeout(sandbox):
    """Who ignores the kernel's warning is killed by the kernel, and that is no tampering."""
    source = """
        import signal
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        def f():
            while True: pass
    """
    sandbox.limits = replace(LIMITS, submission_cpu_seconds=-4)  # the hard limit is six seconds above it
    answer = ask(sandbox, source, cpu=60)
    assert (answer.kind, answer.tampered) == (Kind.TIMEOUT, False), answer


# ---------------------------------------------------------------- answering


def test_arguments_are_writable_copies(sandbox):
    """An honest `X *= w` works, and says so in the arguments after the call."""
    source = "def f(X, w):\n    X *= w\n    return X"
    answer = ask(sandbox, source, np.array([1.0, 2.0]), 3.0, leaves_arguments=True)
    assert answer.value.tolist() == [3.0, 6.0]
    assert [a.tolist() if hasattr(a, "tolist") else a for a in answer.arguments_after] == [[3.0, 6.0], 3.0]


def test_a_second_call_gets_fresh_arguments(sandbox):
    """Asked twice, the function does not see what it did to its arguments the first time."""
    source = "calls = []\ndef f(X):\n    calls.append(1)\n    X[0] += 1\n    return [X[0], len(calls)]"
    assert ask(sandbox, source, np.array([1.0]), twice=True).value == [2.0, 2]


def test_chance_repeats_itself(sandbox):
    """Unseeded draws are the same in every process, so that a grade can be repeated."""
    source = """
        import random
        import numpy as np
        from numpy.random import default_rng
        def f(): return [random.random(), np.random.rand(), default_rng().random(), hash("a"), list({"a", "b", "c"})]
    """
    first, second = ask(sandbox, source), ask(sandbox, source)
    assert first.kind is Kind.VALUE
    assert first.value == second.value


def test_files_do_not_outlive_their_process(sandbox):
    """Each process begins in a fresh folder with the assignment's files, also where one of them was changed."""
    source = "import os\ndef f():\n    open('left', 'w'); open('park.csv', 'w').write('!')\n    return sorted(os.listdir('.'))"
    assert ask(sandbox, source).value == ["left", "park.csv"]
    assert ask(sandbox, "import os\ndef f(): return [os.listdir('.'), open('park.csv').read()]").value == [
        ["park.csv"],
        "t,v\n1,2\n",
    ]


def test_texts_do_not_tell_addresses_or_folders(sandbox):
    """What differs from run to run is not in an answer's texts."""
    source = """
        import os
        def f():
            print(object(), os.getcwd(), os.path.abspath("park.csv"))
            raise ValueError(f"{f} in {os.getcwd()}")
    """
    answer = ask(sandbox, source)
    assert answer.printed == "<object object at 0x...> . park.csv\n"
    assert answer.message == "<function f at 0x...> in ."


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("return (i for i in [1])", NotPlain("generator", "is not a plain value")),
        ("return f", NotPlain("function", "is not a plain value")),
        ("return [0] * 300_000", NotPlain("list", "has 300000 items, at most 200000")),
        ("return ['\\U0001f600' * 90_000] * 100", NotPlain("list", "has more than 200000 items")),
        ("return {(1, 2): 3}", NotPlain("dict", "has keys that are neither texts nor numbers")),
        ("return 10**5000", NotPlain("int", "is an integer that is too large")),
        ("return np.zeros(10**7)", NotPlain("ndarray", "has 10000000 numbers, too many to send")),
        ("return np.ones((1,) * 20)", NotPlain("ndarray", "is an array of 20 dimensions, at most 8")),
    ],
)
def test_what_does_not_cross_is_a_note_and_no_forgery(sandbox, body, value):
    """An honest function that returns something large or odd is told so."""
    answer = ask(sandbox, f"import numpy as np\ndef f():\n    {body}", cpu=3)
    assert answer == Answer(Kind.VALUE, value=value)


def test_a_missing_function_is_missing(sandbox):
    """No such name, or something that cannot be called."""
    assert ask(sandbox, "g = 1").kind is Kind.MISSING
    assert ask(sandbox, "f = 1").kind is Kind.MISSING


# ---------------------------------------------------------------- beginning and ending


def wait_for_the_end_of(pid):
    """Tell whether *pid* ends within five seconds."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended = bool(select.select([descriptor], [], [], 5)[0])
    os.close(descriptor)
    return ended


@pytest.mark.parametrize(
    "cell",
    [
        "x = 1",
        "import os, signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except Exception: pass",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()",
        "import os\nos.makedirs('a/b/c')\nopen('a/b/c/d', 'w').close()\nos.mkdir('closed', 0)\nos.mkdir('odd', 0o300); open('odd/x', 'w')",
    ],
)
def test_nothing_is_left(cell):
    """After closing there is no student process, no nursery and no folder, whatever the notebook did."""
    with Sandbox(LIMITS, preload=()) as sandbox:
        process = sandbox.open({"data/park.csv": b"1"})
        assert process.run_cell(0, cell, cpu_limit=5).error == ""
        pids = process._channel.pid, sandbox._nursery.pid
        folder = sandbox._folder
        assert process.run_cell(1, "open('data/park.csv').close()", cpu_limit=5).error == ""
        assert sandbox.enclosed or (process._work / "data" / "park.csv").exists()
    process._channel.connection.close()
    assert all(wait_for_the_end_of(pid) for pid in pids)
    assert not folder.exists()
    with pytest.raises(SandboxError):
        sandbox.open({})


@pytest.mark.usefixtures("_the_next_one_is_graded")
def test_a_folder_is_gone_as_soon_as_its_process_is(sandbox):
    """Not only at the end of the batch, and also one with more levels than Python's recursion takes."""
    process = sandbox.open({})
    process.run_cell(0, "import os\nfor _ in range(400):\n    os.mkdir('d'); os.chdir('d')", cpu_limit=5)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(350)
    try:
        process.close()
    finally:
        sys.setrecursionlimit(limit)
    assert sandbox.enclosed or not process._work.exists()
    assert list(sandbox._folder.iterdir()) == []


def test_a_killed_grader_leaves_nothing():
    """kill -9 of the grader ends nursery and student, also one that ignores signals, and removes their folder."""
    program = """
import sys, threading
from autograder.model import Question
from autograder.sandbox import Sandbox
sandbox = Sandbox(preload=())
process = sandbox.open({})
process.run_cell(0, "import signal, time\\ndef f(): time.sleep(99)\\nsignal.signal(15, signal.SIG_IGN)", cpu_limit=5)
print(sandbox._nursery.pid, process._channel.pid, sandbox._folder, flush=True)
process.call(Question("f", ()), cpu_limit=5, show=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as grader:
        nursery, student, folder = grader.stdout.readline().split()
        grader.kill()
    assert wait_for_the_end_of(int(student))
    assert wait_for_the_end_of(int(nursery))
    assert not os.path.exists(folder)


def test_a_nursery_that_dies_is_our_failure():
    """Not the student's: SandboxError, which makes a submission ungraded."""
    with Sandbox(LIMITS, preload=()) as sandbox:
        sandbox._nursery.send_signal(signal.SIGKILL)
        with pytest.raises(SandboxError, match="nursery"):
            sandbox.open({})


def test_a_second_process_ends_the_first(sandbox):
    """A nursery has one student process; one that was forgotten is not left to itself."""
    first = sandbox.open({})
    pid = first._channel.pid
    with sandbox.open({}) as second:
        assert wait_for_the_end_of(pid)
        assert second.run_cell(0, "x = 1", cpu_limit=1).error == ""
    first._channel.connection.close()


def test_more_descriptors_than_select_takes(sandbox):
    """A grader with over a thousand open files can still ask."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        assert ask(sandbox, "def f(): return 1").value == 1
    finally:
        for descriptor in opened:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# ---------------------------------------------------------------- policy


def test_no_readable_place_leads_to_ours(sandbox):
    """Neither the checkout nor a parent of it is in the list, whatever else is."""
    readable, listable = policy.readable_places(("numpy", "sklearn"), policy.cache_folder())
    package = Path(autograder.__file__).parent
    for ours in (package, package / "student", CHECKOUT / "solutions", CHECKOUT / "tests"):
        assert not any(ours == Path(place) or Path(place) in ours.parents for place in readable)
    assert str(package) not in listable
    assert not [place for place in readable if place.startswith(f"/proc/{os.getpid()}")]


def test_an_installed_package_is_opened_around(tmp_path):
    """Among site-packages everything is readable but this package's own folder."""
    (tmp_path / "autograder" / "student").mkdir(parents=True)
    (tmp_path / "numpy").mkdir()
    (tmp_path / "six.py").touch()
    readable, listable = [], []
    policy._open_around(str(tmp_path), (str(tmp_path / "autograder"),), readable, listable)
    assert readable == [str(tmp_path / "numpy"), str(tmp_path / "six.py")]
    assert listable == [str(tmp_path)]
