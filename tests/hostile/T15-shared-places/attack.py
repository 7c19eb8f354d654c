import ctypes, mmap, os, sys, tempfile
from multiprocessing import shared_memory
seen = []
for way in (
    lambda: shared_memory.SharedMemory("hostile-mark"), lambda: shared_memory.SharedMemory("hostile-mark", create=True, size=64),
    lambda: open("/dev/shm/hostile-mark", "w"), lambda: open("/tmp/hostile-mark", "w"), lambda: open("../hostile-mark", "w"),
    lambda: tempfile.NamedTemporaryFile(dir="/tmp", delete=False), lambda: os.memfd_create("hostile-mark"),
    lambda: os.mkfifo("/tmp/hostile-fifo"), lambda: os.symlink("given.csv", "/tmp/hostile-link"),
):
    try:
        seen.append(way())
    except (OSError, AttributeError):
        pass
libc = ctypes.CDLL(None)
seen += [n for n in (libc.shmget(1234, 4096, 0o1666), libc.semget(1234, 1, 0o1666), libc.msgget(1234, 0o1666), libc.mq_open(b"/hostile", 66, 0o666, 0)) if n != -1]
assert not seen, seen
