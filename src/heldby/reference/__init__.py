"""Reference data and its loaders: gazetteer, actor file, lexicon, sides and the keys of places."""
