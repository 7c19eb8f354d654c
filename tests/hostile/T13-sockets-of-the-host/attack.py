import ctypes, os, socket
ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
made = []
for path in ("/var/run/docker.sock", "/run/dbus/system_bus_socket", "/dev/log", "/run/systemd/journal/socket", "\0/tmp/.X11-unix/X0"):
    for way in (lambda: ours.sendto(b"x", path), lambda: ours.connect(path), lambda: socket.socket(fileno=os.dup(3)).connect(path), lambda: open(path)):
        try:
            made.append((path, way()))
        except (OSError, ValueError):
            pass
try:
    socket.send_fds(ours, [b"x"], [0])
    made.append("sent a descriptor")
except OSError:
    pass
libc = ctypes.CDLL(None)
made += [n for n in (libc.socket(2, 1, 0), libc.syscall(425, 8, 0), libc.bind(ours.fileno(), 0, 0), libc.listen(ours.fileno(), 1)) if n != -1]
assert not made, made
