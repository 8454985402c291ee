select
    fact_check_id,
    article_id,
    classifier_version,
    rank,
    score,
    day as landed_on
from {{ source('classification', 'fact_check_matches') }}
