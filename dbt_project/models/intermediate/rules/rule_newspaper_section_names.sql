{{ evidence_of_home_page_words('newspaper_section_names', 'fixed_sections') }}
