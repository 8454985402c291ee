"""How an article credits its original: wordings, markup, names, time and address."""
