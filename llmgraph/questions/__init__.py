"""Plain questions, in English and Chinese."""
