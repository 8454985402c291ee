{{ evidence_of_missing_home_page_facts('licence_code_embedded') }}
