"""Writes files of invented customers. The same arguments give the same file."""

import csv
import datetime
import itertools
import random

FIRST_NAMES = ["ada", "alan", "barbara", "dennis", "edsger", "frances", "grace", "john", "katherine", "ken", "margaret", "niklaus"]
LAST_NAMES = ["allen", "codd", "hamilton", "hopper", "johnson", "liskov", "lovelace", "mccarthy", "ritchie", "thompson", "turing", "wirth"]
DOMAINS = ["mail.example", "post.example", "shop.example", "example.com", "example.org"]
FIRST_DAY = datetime.datetime(2015, 1, 1)
SECONDS_OF_TEN_YEARS = 10 * 365 * 86400

SHARE_WITHOUT_EMAIL = 0.05
SHARE_WITHOUT_PHONE = 0.10
# Of the rows that repeat a customer. Such a row adds a contact to the customer.
SHARE_WITH_SECOND_PHONE = 0.25


def write_customers(file, first, rows, repeats):
    """Writes rows with the customers from number `first` on, and returns the number after the last one.

    The given share of the rows repeats a customer with a lower number, of this file or an earlier one.
    """
    source = random.Random(first)
    number = first
    with file.open("w", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(["Email", "Phone", "Created At"])
        for _ in range(rows):
            if number and source.random() < repeats:
                customer = source.randrange(number)
                phone = phone_of(customer, "160" if source.random() < SHARE_WITH_SECOND_PHONE else "151")
                row = [email_of(customer), phone]
            else:
                row = without_some([email_of(number), phone_of(number, "151")], source.random())
                number += 1
            created_at = FIRST_DAY + datetime.timedelta(seconds=source.randrange(SECONDS_OF_TEN_YEARS))
            writer.writerow([*row, created_at])
    return number


def email_of(number):
    return f"{FIRST_NAMES[number % 12]}.{LAST_NAMES[number // 12 % 12]}.{scattered(number)}@{DOMAINS[number % 5]}"


def phone_of(number, prefix):
    """Returns a German mobile number, every other one with spaces."""
    digits = f"{scattered(number):08}"
    return f"+49 {prefix} {digits}" if number % 2 else f"+49{prefix}{digits}"


def scattered(number):
    """Maps the numbers below 100 million to each other, so that neighbours are far apart in an index."""
    return number * 61_803_399 % 100_000_000


def without_some(row, share):
    email, phone = row
    if share < SHARE_WITHOUT_EMAIL:
        return ["", phone]
    return [email, ""] if share > 1 - SHARE_WITHOUT_PHONE else row


def complete_customers(file, count):
    """Returns the email addresses and phone numbers of the first rows that have both."""
    with file.open(newline="") as rows:
        reader = csv.DictReader(rows)
        complete = ((row["Email"], row["Phone"]) for row in reader if row["Email"] and row["Phone"])
        return list(itertools.islice(complete, count))
