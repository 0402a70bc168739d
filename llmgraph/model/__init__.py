"""The two tables of a graph: their records, names, dates, relation types and checks."""
