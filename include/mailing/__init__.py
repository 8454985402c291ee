"""Mails that leave: who gets them, how they are encoded and sent, and the note of each that was sent."""
