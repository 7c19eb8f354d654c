import os
try:
    for i in range(400): open(f"file-{i}", "w").write("x")
except OSError:
    pass
for _ in range(200):
    os.mkdir("d", 0o300); os.chdir("d")
try:
    with open("large", "wb") as file:
        file.seek(1 << 40); file.write(b"x")
except OSError:
    pass
try:
    open("large2", "wb").write(bytes(1 << 30))
except OSError:
    pass
