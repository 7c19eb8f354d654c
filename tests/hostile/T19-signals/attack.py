import os, signal
for target in (os.getppid(), -1, 0, -os.getpgrp(), 1, os.getppid() - 1, os.getppid() + 1):
    for number in (0, signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP, signal.SIGINT):
        for way in (os.kill, os.killpg, lambda pid, number: signal.pidfd_send_signal(os.pidfd_open(abs(pid) or 1), number)):
            try:
                if not (way is os.killpg and target in (0, 1)):
                    way(target, number)
            except (OSError, OverflowError, ProcessLookupError):
                pass
