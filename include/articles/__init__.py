"""What an article is, and how it is named."""
