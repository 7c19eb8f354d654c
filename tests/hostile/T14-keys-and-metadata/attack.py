import ctypes, os, urllib.request
libc = ctypes.CDLL(None)
found = []
for number in (248, 249, 250, 217, 218, 219):  # add_key, request_key, keyctl
    found += [n for n in [libc.syscall(number, 0, -3, 0)] if n > 0]
for address in ("http://169.254.169.254/latest/meta-data/", "http://metadata.google.internal/"):
    try:
        found.append(urllib.request.urlopen(address, timeout=0.1).read())
    except OSError:
        pass
for path in ("/etc/machine-id", "/etc/hostname", "/etc/shadow", "/etc/passwd", "/proc/sys/kernel/random/boot_id", "/var/run/secrets/kubernetes.io/serviceaccount/token"):
    try:
        found.append(open(path).read())
    except OSError:
        pass
assert not found, found
