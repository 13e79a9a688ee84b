"""What each sign weighs (``knowing.features``). Made by ``scripts/knowing/calibrate.py``: write nothing here."""

BIAS = -5.66
WEIGHTS = {
    "coverage": 0.8,
    "coverage squared": 0.82,
    "in the title": 1.26,
    "of the title": 3.0,
    "coverage × of the title": -0.19,
    "missing": -2.44,
    "unheard": -0.64,
    "told": 2.32,
    "unsaid": -0.6,
    "length": 0.83,
}
