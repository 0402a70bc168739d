"""The command line: arguments → one library call → print or write."""

# Those that write are added to those that answer.
from .writing import main

__all__ = ["main"]
