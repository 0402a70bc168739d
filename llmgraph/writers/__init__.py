"""Writers: one module per format, each with its escaping, that convert a `Document` to text."""
