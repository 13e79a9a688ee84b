"""What each sign weighs where a model says what texts mean (``knowing.features``), and from which chance on.

Made by ``scripts/knowing/calibrate_both.py``: write nothing here.
"""

BIAS_OF_BOTH = -6.54
ENOUGH_OF_BOTH = 0.16
WEIGHTS_OF_BOTH = {
    "coverage": 1.03,
    "coverage squared": 1.28,
    "in the title": -0.03,
    "of the title": 1.66,
    "coverage × of the title": 1.33,
    "missing": -2.17,
    "unheard": 1.53,
    "told": 2.01,
    "asked rises": 8.93,
    "told rises": 2.2,
}
