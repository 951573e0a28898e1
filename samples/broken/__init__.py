"""Models that SQLAlchemy refuses: one common error in each file."""
