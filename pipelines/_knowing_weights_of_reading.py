"""What each sign weighs where texts are read beside the question (``knowing.features``), and from which chance on.

Made by ``scripts/knowing/calibrate_both.py``: write nothing here.
"""

BIAS_OF_READING = -3.5
ENOUGH_OF_READING = 0.19
WEIGHTS_OF_READING = {
    "coverage": 0.3,
    "coverage squared": -0.28,
    "in the title": 2.18,
    "of the title": 2.83,
    "coverage × of the title": -0.59,
    "missing": -2.44,
    "unheard": 0.54,
    "told": 1.99,
    "unsaid": -0.29,
    "length": 0.12,
    "reads": 0.63,
}
