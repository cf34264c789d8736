"""Calendar arithmetic on whole months, which are written as the date of their first day."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The first day of the month `count` months after the month of `month`."""
    total = month.year * 12 + month.month - 1 + count
    return date(total // 12, total % 12 + 1, 1)


def last_of_month(day: date) -> date:
    return add_months(day, 1) - DAY


def days(count: int) -> timedelta:
    return timedelta(days=count)
