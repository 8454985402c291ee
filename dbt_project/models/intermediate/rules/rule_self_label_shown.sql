{{ evidence_of_missing_home_page_facts('self_label_shown') }}
