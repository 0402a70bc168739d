"""Answers: what all of them have in common, and the document that each becomes."""
