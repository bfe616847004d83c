"""Everything that is kept: SQLAlchemy lives here and nowhere else.

Each module holds the statements of one subject. Its functions take a `Connection` inside a transaction that
somebody else commits, and return domain values.
"""
