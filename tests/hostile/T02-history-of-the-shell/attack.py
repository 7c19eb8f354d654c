shell = get_ipython()
names = ["user_ns", "user_global_ns", "history_manager", "kernel", "parent", "config", "db", "magics_manager", "notebook", "_main_mod_cache"]
found = {name: str(getattr(shell, name, None))[:300] for name in names}
found["in"] = str(globals().get("In")) + str(globals().get("_ih")) + str(globals().get("Out"))
found["given"] = str(getattr(getattr(shell, "notebook", None), "given", None))[:500]
try:
    found["history"] = list(shell.history_manager.get_range())
except Exception as error:
    found["history"] = str(error)
print("found", {k: v for k, v in found.items() if "C4N4RY" in str(v)}, sorted(found))
