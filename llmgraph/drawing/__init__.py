"""Drawing: the scene that renderers receive, the layout, and one module per format."""
