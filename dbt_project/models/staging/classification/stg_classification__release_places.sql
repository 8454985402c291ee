select
    release_id,
    unit_id,
    snippet,
    classifier_version,
    mentions,
    confidence,
    day as landed_on
from {{ source('classification', 'release_places') }}
