"""Still charts: which papers fit on a sheet, and where boxes, texts and lines are placed."""
