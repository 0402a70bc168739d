"""User-facing texts in English and Chinese."""
