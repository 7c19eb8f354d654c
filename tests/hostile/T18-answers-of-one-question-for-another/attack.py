kept = []
def predict(*values):
    kept.append(values); return kept[0][0] * 2.0 + 1.0
def loss(*values):
    kept.append(values); return np.mean((predict(*values[:1]) - values[1][:len(kept[0][0])].sum()) ** 2)
def gradient(*values):
    kept.append(values); return len(kept), float(np.sum(kept[0][0]))
