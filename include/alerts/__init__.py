"""Notifies people of failures: one mail a cause, one when it is fixed, one when a day was not judged in time."""
