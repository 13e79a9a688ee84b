"""What is measured, one subject a file; each has ``run()``, which prints a table and gives the figures."""
