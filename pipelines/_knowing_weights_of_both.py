"""What each sign weighs where a model says what texts mean (``knowing.features``), and from which chance on.

Made by ``scripts/knowing/calibrate_both.py``: write nothing here.
"""

BIAS_OF_BOTH = -6.86
ENOUGH_OF_BOTH = 0.16
WEIGHTS_OF_BOTH = {
    "coverage": 0.97,
    "coverage squared": 1.28,
    "in the title": 0.58,
    "of the title": 2.52,
    "coverage × of the title": -0.5,
    "missing": -2.25,
    "unheard": 0.37,
    "told": 1.5,
    "unsaid": -0.49,
    "length": 1.22,
    "leads": 7.61,
    "asked leads": 4.92,
}
