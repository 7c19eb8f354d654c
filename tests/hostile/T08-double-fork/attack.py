import ctypes, os, time
def leave():
    time.sleep(10)
    for folder in (".", "..", "/tmp", "/var/tmp", "/dev/shm"):
        open(f"{folder}/hostile-mark", "w").write("still here")
for way in (os.fork, os.forkpty, lambda: ctypes.CDLL(None).fork(), lambda: ctypes.CDLL(None).vfork()):
    try:
        if way() == 0:
            os.setsid()
            if os.fork() == 0:
                leave()
            os._exit(0)
    except OSError:
        pass
