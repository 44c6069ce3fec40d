"""`python -m heldby`."""

from heldby.cli.app import main

main()
