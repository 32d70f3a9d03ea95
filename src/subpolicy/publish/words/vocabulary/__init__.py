"""The vocabulary of categories of data, and of people, in other languages than its own."""
