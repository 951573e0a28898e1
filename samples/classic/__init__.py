"""The same ideas with classic `Column` attributes, as SQLAlchemy 1.4 wrote them."""
