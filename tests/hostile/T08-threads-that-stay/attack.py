import itertools, os, signal, threading, time
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
def mark():
    for i in itertools.count():
        for path in (f"mark-{i % 50}", "/tmp/hostile-mark", "../hostile-mark"):
            try:
                open(path, "w").write(str(i))
            except OSError:
                pass
        time.sleep(0.01)
for _ in range(3):
    threading.Thread(target=mark).start()
