"""What each sign weighs where texts are read beside the question (``knowing.features``), and from which chance on.

Made by ``scripts/knowing/calibrate_both.py``: write nothing here.
"""

BIAS_OF_READING = -3.59
ENOUGH_OF_READING = 0.19
WEIGHTS_OF_READING = {
    "coverage": 0.33,
    "coverage squared": -0.16,
    "in the title": 2.06,
    "of the title": 2.87,
    "coverage × of the title": -0.55,
    "missing": -2.44,
    "unheard": 0.65,
    "told": 2.08,
    "unsaid": -0.3,
    "length": 0.1,
    "reads": 0.59,
}
