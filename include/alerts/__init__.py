"""What failed reaches people: one mail by cause, one when it is fixed, one when the day's run did not end in time."""
