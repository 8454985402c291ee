{{ evidence_of_home_page_words('newsroom_words', 'newsroom_words') }}
