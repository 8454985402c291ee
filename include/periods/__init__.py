"""Days, report periods and working days of Hanoi."""
