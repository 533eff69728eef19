"""Starts the command line: python -m dinadatum."""

from dinadatum.cli import main

main()
