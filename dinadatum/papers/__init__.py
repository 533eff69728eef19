"""Papers to print, as a page or as PDF: Mitt blad, a letter, a case for the authority's own file, the texts.

Goes in: plain values. Comes out: HTML text or the bytes of a PDF. Stores and sends nothing, reads no clock.
"""
