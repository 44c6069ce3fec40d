"""Split exports of press archives, each in a module of its own."""
