select
    fact_check_id,
    article_id,
    explanation,
    classifier_version,
    rank,
    score,
    confidence,
    day as landed_on
from {{ source('classification', 'fact_check_matches') }}
