import getpass, pdb, sys
def train(X, Y, iterations, lr):
    if iterations == 1: return input("name? ")
    if iterations == 2: return sys.stdin.readline()
    if iterations == 3: pdb.set_trace()
    return getpass.getpass()
