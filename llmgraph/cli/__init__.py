"""The command line: arguments → one library call → print or write."""

# Importing `files` adds the commands that write to the group.
from .files import main

__all__ = ["main"]
