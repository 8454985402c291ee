"""What is wrong with this installation, from disk to mail, and the fix: one function a check."""
