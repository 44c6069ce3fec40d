"""`python -m heldby` is the command `heldby`."""

from heldby.cli.app import main

main()
