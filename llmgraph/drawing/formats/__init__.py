"""One module per format of a drawing."""
