import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
found = []
for start in (".", "/usr/lib", os.path.dirname(os.__file__)):
    try:
        folder = os.open(start, os.O_PATH | os.O_DIRECTORY)
        for _ in range(9):
            folder = os.open("..", os.O_PATH | os.O_DIRECTORY, dir_fd=folder)
        for name in ("etc/passwd", "etc/shadow", "root/.bashrc", "tmp"):
            found.append(os.read(os.open(name, os.O_RDONLY, dir_fd=folder), 99))
    except OSError:
        pass
handle, mount = ctypes.create_string_buffer(b"\x80\0\0\0" + bytes(200)), ctypes.c_int()
libc.name_to_handle_at(-100, b"/etc/passwd", handle, ctypes.byref(mount), 0)
found.append(libc.open_by_handle_at(3, handle, 0))
for number in (437, 257, 2, 428, 442):  # openat2, openat, open, open_tree, mount_setattr
    found.append(libc.syscall(number, -100, b"/etc/passwd", 0, 24))
libc.chroot(b"..")
libc.fchdir(os.open("/usr/lib", os.O_RDONLY))
assert all(each in (-1, 0) for each in found), found
print("found", found)
