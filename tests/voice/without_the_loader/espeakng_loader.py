"""Stands in for the wheel where the system has its own espeak-ng: nobody should need it."""

raise ImportError("the system's espeak-ng was to be taken")
