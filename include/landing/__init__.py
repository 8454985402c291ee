"""Parquet tables that the stages hand to each other, each declared once in tables/."""
