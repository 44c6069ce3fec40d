"""An example of a package that extends heldby. Its parts are registered in pyproject.toml, and loaded only when they are used."""
