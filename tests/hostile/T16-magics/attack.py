!touch hostile-mark
x = !cat given.csv
%run /usr/lib/python3/dist-packages/x.py
%load_ext autograder
%pip install evil
%env GRADER_TOKEN
%%
# %%
%%bash
touch hostile-mark
# %%
%%writefile hostile-mark
x
# %%
%%python --out x
open("hostile-mark", "w")
# %%
%%script sh -c "touch hostile-mark"
x
# %%
%%javascript
IPython.notebook.kernel.execute("1")
