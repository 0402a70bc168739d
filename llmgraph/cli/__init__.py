"""The command line: arguments → one library call → print or write."""

# Those that write are added to those that answer.
from .files import main

__all__ = ["main"]
