"""What each sign weighs (``knowing.features``). Made by ``scripts/knowing/calibrate.py``: write nothing here."""

BIAS = -5.36
WEIGHTS = {
    "coverage": 0.54,
    "coverage squared": 0.94,
    "in the title": 1.07,
    "of the title": 2.57,
    "coverage × of the title": 0.32,
    "missing": -1.94,
    "unheard": -0.73,
    "told": 2.26,
    "unsaid": -0.71,
    "length": 0.82,
}
