import ctypes, os, socket, struct
channel, libc, got = socket.socket(fileno=os.dup(3)), ctypes.CDLL(None, use_errno=True), []
pid = struct.unpack("iii", channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
try:
    peer = channel.getsockopt(socket.SOL_SOCKET, 77)  # SO_PEERPIDFD
except OSError:
    peer = -1
for handle in (peer, libc.syscall(434, pid, 0)):
    got += [libc.syscall(424, handle, 9, 0, 0), libc.syscall(438, handle, 3, 0), libc.syscall(440, handle, 0, 0, 9, 0), libc.setns(handle, 0x10000000)]
got += [libc.kill(pid, 9), libc.tgkill(pid, pid, 9), libc.syscall(129, pid, 9, 0), libc.syscall(200, pid, 9)]  # rt_sigqueueinfo, tkill
assert not [each for each in got if each == 0], got
