"""Dated, layered lineage layout: arrays in, arrays out.

`columns` gives every paper a column by its date, `layers` cuts long relations into links between
neighbouring columns, `ordering` finds an order with few crossings. `heights` and `ports` turn the
order into positions, `gaps` and `routes` into curves that avoid all labels. `measure` counts the
remaining crossings and overlaps.
"""

from .compute import layout
from .measuring import measure
from .result import Layout

__all__ = ["Layout", "layout", "measure"]
