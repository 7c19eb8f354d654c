import os, signal, threading, time
def train(X, Y, iterations, lr):
    if iterations == 1: time.sleep(10**6)
    if iterations == 3: os.kill(os.getpid(), signal.SIGSTOP)
    lock = threading.Lock(); lock.acquire(); lock.acquire()
