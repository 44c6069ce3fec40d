"""Who, where, when and how many: mentions found in a parsed report."""
