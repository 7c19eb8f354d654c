import sys, types
answering = sys.modules["_student.answering"]
real = answering.StandIns.install
def install(self, functions):
    real(self, functions)
    self.names["gradient"] = ["X", "Y", "w", "b"]
    for name in functions:
        self.namespace[name] = lambda *_, **__: 0.0
answering.StandIns.install = install
answering.StandIns.ask = lambda self, name, values, named: np.zeros(3)
