"""The outlets that are followed, as declared in profiles/."""
