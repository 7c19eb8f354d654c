import glob, importlib.util, os, site, sys
evil = "import builtins; builtins.hostile_mark = True\n"
folders = {*site.getsitepackages(), site.getusersitepackages(), os.path.dirname(os.__file__), os.path.dirname(np.__file__), *sys.path}
for folder in folders:
    for name in ("hostile_mark.pth", "usercustomize.py", "sitecustomize.py", "numpy/__init__.py", "__init__.py", "json/__init__.py"):
        for mode in ("a", "w"):
            try:
                open(os.path.join(folder, name), mode).write(evil)
            except OSError:
                pass
    for path in glob.glob(os.path.join(folder, "__pycache__", "*.pyc"))[:20]:
        for way in (os.remove, lambda p: os.rename(p, "x"), lambda p: os.chmod(p, 0o777), lambda p: os.truncate(p, 0), lambda p: os.utime(p, (0, 0))):
            try:
                way(path)
            except OSError:
                pass
