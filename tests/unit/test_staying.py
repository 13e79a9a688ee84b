"""What is loaded stays out of the collector's rounds; what is thrown away later is still collected."""

import gc
import weakref

from pipelines.staying import let_stay


class Loaded:
    """Something that refers to itself, which only the collector can erase."""

    def __init__(self):
        self.itself = self


def test_what_is_loaded_is_not_gone_through_again_and_what_comes_later_is():
    loaded = Loaded()

    let_stay()

    later = Loaded()
    gone = weakref.ref(later)
    del later
    gc.collect()
    assert gone() is None
    assert not any(one is loaded for one in gc.get_objects())
    gc.unfreeze()
    assert any(one is loaded for one in gc.get_objects())
