evil = "</pre></code></td><script>document.title='hostile'</script><img src=x onerror=alert(1)><hostile-tag a='\">"
print(evil)
def predict(X, w, b): return evil
def loss(X, Y, w, b): raise type(evil, (Exception,), {})(evil)
def gradient(X, Y, w, b): return type(evil, (), {})()
def train(X, Y, iterations, lr): return {evil: [evil, (evil,)]}
# %%
raise type("</title>" + evil, (Exception,), {})(evil)
