{{ evidence_of_missing_home_page_facts('correction_section') }}
