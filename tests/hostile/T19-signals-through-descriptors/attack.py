import fcntl, os, signal, socket, struct
ours, theirs = socket.socketpair()
ends = os.pipe()
for descriptor in (3, ours.fileno(), *ends):
    for command, argument in ((fcntl.F_SETOWN, os.getppid()), (fcntl.F_SETSIG, signal.SIGKILL), (15, struct.pack("ii", 1, os.getppid())),
                              (fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK), (fcntl.F_SETFL, 0), (fcntl.F_SETLEASE, 0), (fcntl.F_NOTIFY, 0x8000003F)):
        try:
            fcntl.fcntl(descriptor, command, argument)
        except OSError:
            pass
    for command in (0x8901, 0x8902, 0x5452):  # FIOSETOWN, SIOCSPGRP, FIOASYNC
        try:
            fcntl.ioctl(descriptor, command, struct.pack("i", os.getppid() if command != 0x5452 else 0))
        except OSError:
            pass
