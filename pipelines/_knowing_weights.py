"""What each sign weighs (``knowing.features``). Made by ``scripts/knowing/calibrate.py``: write nothing here."""

BIAS = -7.29
WEIGHTS = {
    "coverage": 0.89,
    "coverage squared": 1.42,
    "in the title": 1.55,
    "of the title": 2.96,
    "coverage × of the title": 1.26,
    "missing": -1.65,
    "unheard": -0.05,
    "told": 2.28,
}
