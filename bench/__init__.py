"""Measures and tortures the product. Run by hand: ./do bench and ./do torture. Nothing here is asserted in a test."""
