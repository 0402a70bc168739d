"""Still charts: which papers fit on a sheet, and where their boxes, texts and lines stand."""
