"""Papers to print: Mitt blad, a letter, and a case for the authority's own file. Each as a page or as PDF.

Goes in: plain values. Comes out: HTML text or the bytes of a PDF. Stores and sends nothing, reads no clock.
"""
