"""Questions in natural language, in English and Chinese."""
