{{ evidence_of_missing_home_page_facts('home_page_licence') }}
