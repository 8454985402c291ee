"""What is measured, against whom, in one run: ratios side by side, never a timed test."""
