"""A made-up county: people who don't exist, in numbers that do.

The totals are those of two reports on real counties (the CSV files here); names, days and lives are drawn.
Same name, seed and day give the same files, byte for byte.
"""

from dinadatum.madeup.county import County, make_county, write_county
from dinadatum.madeup.totals import NAMES

__all__ = ["NAMES", "County", "make_county", "write_county"]
