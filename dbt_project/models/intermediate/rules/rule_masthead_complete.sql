{{ evidence_of_missing_home_page_facts('masthead_complete') }}
