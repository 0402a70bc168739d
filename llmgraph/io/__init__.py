"""Input and output: one module per format, with its reader and writer."""
