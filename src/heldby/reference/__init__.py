"""What heldby knows beforehand: gazetteer, actors, lexicon, crosswalks, the language model. Data files and their loaders."""
