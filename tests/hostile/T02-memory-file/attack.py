import ctypes, mmap, os
found = []
for path in ("/proc/self/mem", "/proc/thread-self/mem", f"/proc/{os.getpid()}/mem", "/proc/kcore", "/dev/mem", "/dev/kmem", "/proc/kallsyms", "/proc/self/pagemap"):
    for flags in (os.O_RDONLY, os.O_RDWR):
        try:
            descriptor = os.open(path, flags)
            found.append((path, os.pread(descriptor, 64, id(found))))
            found.append(mmap.mmap(descriptor, 4096))
        except (OSError, ValueError):
            pass
libc = ctypes.CDLL(None, use_errno=True)
found += [n for n in (435, 440, 448, 434, 438) if libc.syscall(n, os.getppid(), 0, 0, 0) not in (-1,)]  # clone3, process_madvise, process_mrelease, pidfd_*
print("found", found)
