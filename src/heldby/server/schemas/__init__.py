"""The shapes of what the API takes and answers, one module for each of its parts."""
