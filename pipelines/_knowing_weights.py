"""What each sign weighs (``knowing.features``). Made by ``scripts/knowing/calibrate.py``: write nothing here."""

BIAS = -5.1
WEIGHTS = {
    "coverage": 1.0,
    "coverage squared": 1.36,
    "in the title": 1.45,
    "of the title": 2.95,
    "coverage × of the title": 1.32,
    "missing": -1.68,
    "unheard": -0.15,
    "told": 2.9,
}
