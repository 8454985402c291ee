select
    release_id,
    article_id,
    passages,
    classifier_version,
    containment,
    delay_minutes,
    day as landed_on
from {{ source('classification', 'release_carriers') }}
