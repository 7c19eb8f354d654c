import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
numbers = {"x86_64": (57, 58, 56, 435, 59, 322), "aarch64": (220, 220, 220, 435, 221, 281)}[os.uname().machine]
pid, made = os.getpid(), []
for number in numbers:
    for flags in (signal.SIGCHLD, 0x00000100 | 0x4000 | signal.SIGCHLD, 0x20000000, 0x10000000, 0x80000000 | 17):
        got = libc.syscall(number, ctypes.c_ulong(flags), 0, 0, 0, 0)
        if os.getpid() != pid:
            open("hostile-mark", "w").close(); os._exit(0)
        made.append(got)
print("made", [each for each in made if each > 0])
