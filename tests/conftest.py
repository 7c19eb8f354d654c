"""What all tests share: surroundings that are nobody's, and the sample class's course."""

import pytest
from sample_course import assemble_course


@pytest.fixture(scope="session", autouse=True)
def nobodys_home(tmp_path_factory):
    """A fresh home, so that no configuration of whoever runs the tests changes what nbgrader, Jupyter or pip do."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("JUPYTER_CONFIG_DIR", str(home / "config"))
        patch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        patch.delenv("JUPYTER_PATH", raising=False)
        patch.delenv("JUPYTER_CONFIG_PATH", raising=False)
        patch.delenv("XDG_CACHE_HOME", raising=False)
        yield home


@pytest.fixture(scope="session")
def classroom_course(tmp_path_factory):
    """The root of the sample class's course, as `make demo` puts it together; nothing in it is graded yet."""
    return assemble_course(tmp_path_factory.mktemp("classroom"))
