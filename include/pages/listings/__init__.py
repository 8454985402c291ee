"""The formats in which outlets list their articles, one module a format."""
