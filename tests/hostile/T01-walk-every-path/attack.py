import os, re, sys, time
seen, hits, until = set(), set(), time.process_time() + 1.5
places = [".", "..", "../..", "../../..", "/tmp", "/tmp", "/var/tmp", "/root", "/home", "/etc", "/srv", "/opt", "/mnt", "/dev/shm", "/run", "/"]
places += [os.path.expanduser("~"), *sys.path, sys.prefix, sys.base_prefix, "/usr/share", "/usr/lib"]
for place in places:
    for above, folders, names in os.walk(place):
        if time.process_time() > until:
            break
        for name in names:
            path = os.path.abspath(os.path.join(above, name))
            if path in seen or path.startswith("/proc") or time.process_time() > until:
                continue
            seen.add(path)
            if path.endswith((".py", ".csv", ".txt", ".ipynb", ".toml", ".json", ".pth", "seed", ".db", ".key")):
                try:
                    with open(path, "rb") as file:
                        hits |= set(re.findall(rb"C4N4RY[0-9a-f]{16}", file.read(100_000)))
                except OSError:
                    pass
print("found", sorted(hits))
