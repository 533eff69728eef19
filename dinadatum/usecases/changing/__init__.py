"""Changes to one person's facts, typed in by a handläggare: read, tried out, kept, and taken back.

subjects.py says what can be changed; reading.py turns cells into values, by the same rules as an imported
file; rehearsal.py says what a change would lead to; keeping.py keeps it; history.py shows and takes back.
"""
