"""Objects that stay for as long as the process does: the collector need not go through them again."""

import atexit
import gc


def let_stay() -> None:
    """Take all that is loaded now out of the rounds of the garbage collector; what is garbage already goes first.

    The libraries of a screen that reads are some 130 000 objects. The collector would go through them again and again,
    for 0.1 s, in the middle of somebody’s word.
    """
    gc.collect()
    gc.freeze()
    atexit.unregister(gc.unfreeze)
    atexit.register(gc.unfreeze)  # libraries that count their objects at the end would complain
