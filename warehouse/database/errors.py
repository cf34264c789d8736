"""What can be wrong with the database, as one kind of exception whose text says what to do."""


class DatabaseError(Exception):
    """The database cannot be used; the message says why and what to do, and holds no secret and no data."""
