import multiprocessing, os, pty, subprocess
mark = "sleep 10; touch /tmp/hostile-mark hostile-mark"
for command in (["sh", "-c", mark], ["nohup", "sh", "-c", mark], ["setsid", "sh", "-c", mark], ["at", "now"], ["systemd-run", "touch", "/tmp/hostile-mark"]):
    try:
        subprocess.Popen(command, start_new_session=True)
    except OSError:
        pass
os.system(f"({mark}) &")
for way in (lambda: os.posix_spawn("/bin/sh", ["sh", "-c", mark], {}), lambda: pty.spawn(["sh", "-c", mark]), lambda: os.popen(mark),
            lambda: multiprocessing.get_context("fork").Process(target=print).start(), lambda: multiprocessing.get_context("spawn").Process(target=print).start()):
    try:
        way()
    except OSError:
        pass
