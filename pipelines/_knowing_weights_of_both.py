"""What each sign weighs where a model says what texts mean (``knowing.features``), and from which chance on.

Made by ``scripts/knowing/calibrate_both.py``: write nothing here.
"""

BIAS_OF_BOTH = -7.1
ENOUGH_OF_BOTH = 0.17
WEIGHTS_OF_BOTH = {
    "coverage": 1.81,
    "coverage squared": 0.56,
    "in the title": 0.87,
    "of the title": 2.84,
    "coverage × of the title": -0.93,
    "missing": -3.26,
    "unheard": 0.26,
    "told": 1.67,
    "unsaid": -0.51,
    "length": 1.22,
    "leads": 6.96,
    "asked leads": 5.19,
}
