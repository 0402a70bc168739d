"""The texts that a user sees, in both languages."""
