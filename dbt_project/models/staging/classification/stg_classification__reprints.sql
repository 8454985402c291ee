select
    original_article_id,
    reprint_article_id,
    original_outlet_id,
    reprint_outlet_id,
    direction,
    shared_origin,
    passages,
    classifier_version,
    containment,
    containment_of_original,
    delay_minutes_min,
    delay_minutes_max,
    credit_names_original,
    is_earliest_original,
    day as landed_on,
    original_published_at
from {{ source('classification', 'reprints') }}
