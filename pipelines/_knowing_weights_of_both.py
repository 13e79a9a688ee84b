"""What each sign weighs where a model says what texts mean (``knowing.features``), and from which chance on.

Made by ``scripts/knowing/calibrate_both.py``: write nothing here.
"""

BIAS_OF_BOTH = -8.21
ENOUGH_OF_BOTH = 0.17
WEIGHTS_OF_BOTH = {
    "coverage": 1.14,
    "coverage squared": 0.87,
    "in the title": 1.4,
    "of the title": 2.6,
    "coverage × of the title": -0.99,
    "missing": -2.84,
    "unheard": 0.34,
    "told": 2.27,
    "unsaid": -0.52,
    "length": 0.92,
    "asked rises": 7.87,
    "told rises": -0.47,
}
