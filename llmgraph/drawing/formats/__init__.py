"""Drawing formats, one module each."""
