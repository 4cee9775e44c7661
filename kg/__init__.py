"""Lettergraph: publish historical correspondence as linked data."""
