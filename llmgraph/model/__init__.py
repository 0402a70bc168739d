"""Data model: the two tables of a graph, records, names, dates, relation types and checks."""
