from .catalogue import Author, Book, Category, Publisher
from .customers import Address, Customer, LoyaltyCard
from .orders import Order, OrderLine
from .school import Course, Student

__all__ = [
    "Address",
    "Author",
    "Book",
    "Category",
    "Course",
    "Customer",
    "LoyaltyCard",
    "Order",
    "OrderLine",
    "Publisher",
    "Student",
]
