import ctypes, os
libc, made = ctypes.CDLL(None), []
x86 = {"io_uring_setup": 425, "userfaultfd": 323, "perf_event_open": 298, "keyctl": 250, "unshare": 272, "mount": 165, "fsopen": 430, "memfd_create": 319,
       "memfd_secret": 447, "pidfd_open": 434, "landlock_create_ruleset": 444, "seccomp": 317, "personality": 135, "ioprio_set": 251, "mbind": 237, "quotactl": 179,
       "fanotify_init": 300, "inotify_init": 253, "signalfd": 282, "vmsplice": 278, "splice": 275, "tee": 276, "kcmp": 312, "acct": 163, "swapon": 167, "reboot": 169, "iopl": 172}
if os.uname().machine == "x86_64":
    for name, number in x86.items():
        got = libc.syscall(number, 0, 0, 0, 0, 0, 0)
        if got > 0:
            made.append(name)
assert not made, made
