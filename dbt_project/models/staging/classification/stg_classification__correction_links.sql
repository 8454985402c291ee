select
    notice_article_id,
    corrected_article_id,
    link_kind,
    explanation,
    classifier_version,
    confidence,
    day as landed_on
from {{ source('classification', 'correction_links') }}
