"""What each sign weighs where a model says what texts mean (``knowing.features``), and from which chance on.

Made by ``scripts/knowing/calibrate_both.py``: write nothing here.
"""

BIAS_OF_BOTH = -6.91
ENOUGH_OF_BOTH = 0.16
WEIGHTS_OF_BOTH = {
    "coverage": -0.04,
    "coverage squared": 2.53,
    "in the title": -0.26,
    "of the title": 2.04,
    "coverage × of the title": 0.89,
    "missing": -2.5,
    "unheard": 1.84,
    "told": 2.27,
    "asked rises": 9.95,
    "told rises": 2.24,
}
