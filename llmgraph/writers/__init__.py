"""Writers: one module per format, each with its escaper, from a `Document` and nothing else."""
