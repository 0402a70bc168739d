"""Queries of a graph, and the registry that lists them."""
