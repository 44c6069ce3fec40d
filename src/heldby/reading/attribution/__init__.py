"""Who says what: acts of speech, quotations, and the claims they cover."""
