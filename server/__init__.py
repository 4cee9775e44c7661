"""HTTP only: the web application of Lettergraph. Not public API."""
