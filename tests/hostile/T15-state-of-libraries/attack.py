import decimal, locale, os, random, resource, signal, sys, time, warnings
np.seterr(all="raise"); np.random.seed(7); random.seed(7); np.set_printoptions(precision=1)
sys.modules["numpy.random.bit_generator"].randbits = lambda n: 0
sympy.core.cache.clear_cache(); sympy.Symbol = lambda *_: 1
decimal.getcontext().prec = 1
os.environ.update(TZ="Asia/Tokyo", PYTHONHASHSEED="7", OMP_NUM_THREADS="64", HOME="/", PYTHONPATH="."); time.tzset()
sys.setrecursionlimit(100); sys.setswitchinterval(10); os.umask(0o777)
warnings.simplefilter("error"); signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.sched_setaffinity(0, {0})
for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_STACK):
    resource.setrlimit(limit, (10, 10))
