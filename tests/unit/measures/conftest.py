import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.corpus.sample import SAMPLE
from analysis.importing import import_paths
from tests.fixtures_world import world

__all__ = ["world"]


@pytest.fixture(scope="session")
def sample_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The whole sample, for what is planted in it."""
    library = Library(tmp_path_factory.mktemp("planted"))
    version = import_paths([SAMPLE], library, is_sample=True, workers=1).version
    assert version
    return open_engine(library.path_of(version))
