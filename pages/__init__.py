"""The screens, one a file; what several of them share begins with an underscore."""
