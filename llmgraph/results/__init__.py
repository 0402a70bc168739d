"""Results: their common base class, and the document that each is converted to."""
