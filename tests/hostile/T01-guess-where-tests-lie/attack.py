import glob, os, re
names = ["given.csv", "exercises.py", "misconceptions.py", "seed", "descent.ipynb", "notes.txt", "result.json", "gradebook.db",
         "autograder.zip", "tests/test_predict.py", "nbgrader_config.py", "autograder.toml", ".autograder/keys/descent"]
folders = ["", "tests/", "source/", "solutions/", "solutions/descent/", "release/", "release/../solutions/descent/", "autograded/"]
found = []
for depth in range(7):
    for folder in folders:
        for name in names:
            try:
                found += re.findall("C4N4RY[0-9a-f]{16}", open("../" * depth + folder + name, errors="replace").read())
            except OSError:
                pass
for depth in range(7):
    for pattern in ("*/*/*/exercises.py", "*/solutions/*/exercises.py", "*/*/solutions/*/*", "*/*/nbgrader_config.py", "*/*/autograder.toml"):
        for path in glob.glob("../" * depth + pattern):
            try:
                found += re.findall("C4N4RY[0-9a-f]{16}", open(path, errors="replace").read())
            except OSError:
                pass
print("found", found)
