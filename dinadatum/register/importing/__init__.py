"""Reads a register from files: bytes to rows, rows to values or errors, values to the database.

kinds.py says which files and columns there are; files.py and workbook.py read CSV and Excel; cells.py and
words.py turn one cell into a value; parsing.py a row; checks.py compares rows with each other and with the
register; store.py writes them in one transaction; rejected.py gives the bad rows back; example.py writes
empty files.
"""
