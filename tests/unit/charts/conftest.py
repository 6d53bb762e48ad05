from tests.fixtures_world import world

__all__ = ["world"]
