"""Training of the language model and the classifiers. See train.sh."""
