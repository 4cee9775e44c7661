"""Reproducible measurements, each beside a named peer in the same run: ``make benchmark-NAME`` runs ``NAME.py``."""
