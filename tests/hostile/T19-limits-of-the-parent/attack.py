import ctypes, os, resource
libc, parent, got = ctypes.CDLL(None), os.getppid(), []
for way in (
    lambda: os.sched_setaffinity(parent, {0}), lambda: os.setpriority(os.PRIO_PROCESS, parent, 19), lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19),
    lambda: resource.prlimit(parent, resource.RLIMIT_CPU, (1, 1)), lambda: os.sched_setscheduler(parent, os.SCHED_IDLE, os.sched_param(0)), lambda: os.nice(19),
):
    try:
        got.append(way())
    except OSError:
        pass
got += [n for n in (libc.syscall(251, 1, parent, 0), libc.syscall(256, parent, 0, 0, 0), libc.syscall(279, parent, 0, 0, 0, 0, 0), libc.syscall(312, parent, parent, 0, 0, 0)) if n != -1]
assert not got, got
