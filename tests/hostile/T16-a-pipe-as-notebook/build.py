import os
import socket


def build(folder, notebook):
    """Write files that would make a reader wait."""
    os.mkfifo(folder / "descent.ipynb")
    here = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("answers.py")
    os.chdir(here)
