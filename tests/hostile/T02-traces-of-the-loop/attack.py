import re, sys
own, hits = open("given.csv").read(), set()
def look(frame, event, argument):
    if "student" in frame.f_code.co_filename or frame.f_code.co_name in ("loss", "encode", "pack"):
        hits.update(re.findall("C4N4RY[0-9a-f]{16}", repr(list(frame.f_locals.items()))[:20_000]))
    return look
def loss(X, Y, w, b):
    mine = own
    sys.setprofile(look); sys.settrace(look)
    (lambda mine: 0)(mine)
    print("found", sorted(hits))
    return 0.0
sys.setprofile(look)
def warm(mine): return len(mine)
loss(None, None, None, None)
sys.setprofile(None); sys.settrace(None)
