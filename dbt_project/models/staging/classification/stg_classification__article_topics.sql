select
    article_id,
    label,
    topic,
    explanation,
    classifier_version,
    confidence,
    day as landed_on
from {{ source('classification', 'article_topics') }}
