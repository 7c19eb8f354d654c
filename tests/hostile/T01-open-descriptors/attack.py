import fcntl, os, re
found = []
for number in range(1024):
    if number == 3:
        continue
    try:
        os.set_blocking(number, False)
        found.append((number, os.read(number, 1 << 16), os.fstat(number)))
    except OSError:
        pass
    for path in (f"/dev/fd/{number}", f"/proc/self/fd/{number}", f"/dev/fd/{number}/.."):
        try:
            found.append((path, os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(99)))
        except OSError:
            pass
print("found", [each for each in found if b"C4N4RY" in repr(each).encode()])
