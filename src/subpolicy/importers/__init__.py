"""From the page that a company has to records: readers → blocks → rows → records.

Nothing is invented. What a page does not say stays absent, what is read into it is listed in
``source.assumed``, and what could not be understood is told.
"""
