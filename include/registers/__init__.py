"""The department's spreadsheets, checked row by row and landed."""
