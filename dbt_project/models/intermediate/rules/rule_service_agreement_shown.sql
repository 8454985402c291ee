{{ evidence_of_missing_home_page_facts('service_agreement_shown') }}
