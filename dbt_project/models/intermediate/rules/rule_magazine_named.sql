{{ evidence_of_missing_home_page_facts('magazine_named') }}
