{{ evidence_of_missing_article_facts('source_link') }}
