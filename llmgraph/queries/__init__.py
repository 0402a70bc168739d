"""The queries of a graph, as everything that asks them knows them."""
