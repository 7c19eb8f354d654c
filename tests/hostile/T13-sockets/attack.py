import socket
made = []
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, 16, 17, 38, 40):  # netlink, packet, alg, vsock
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            made.append(socket.socket(family, kind))
        except OSError:
            pass
for address in (("127.0.0.1", 22), ("127.0.0.1", 8888), ("::1", 80), ("192.0.2.1", 443)):
    try:
        made.append(socket.create_connection(address, timeout=0.2))
    except OSError:
        pass
assert not made, made
