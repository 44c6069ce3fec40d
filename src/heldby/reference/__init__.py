"""Reference data and the code that loads it: gazetteer, actor file, lexicon, sides, and keys of places."""
