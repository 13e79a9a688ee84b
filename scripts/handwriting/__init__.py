"""How the weights in assets/handwriting were made: RapidOCR's model, tuned on lines that look written by hand.

    python -m scripts.handwriting.fonts FOLDER     fetch some ninety handwriting typefaces, with npm
    python -m scripts.handwriting.lines FOLDER     draw 51 000 lines with them: an hour
    python -m scripts.handwriting.tune FOLDER      tune the last stages of the network, and store the differences

The folder holds what comes in between; only the differences go into the project. The inks on which `cafe bench
handwriting` measures are looked at, never learnt from; of the old letters, the writers of the half that the bench calls
tuned are learnt from, and the others are not. It needs `pip install -e .[training]`.
"""
