import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
did = [libc.setsid(), libc.setpgid(0, 0), libc.prctl(1, 0, 0, 0, 0), libc.prctl(36, 1, 0, 0, 0), libc.prctl(4, 1, 0, 0, 0), libc.daemon(1, 1),
       libc.prctl(0x59616D61, -1, 0, 0, 0), libc.prctl(38, 0, 0, 0, 0)]
print("did", did)
