select
    article_id,
    capture_id,
    outlet_id,
    status,
    quarantine_id,
    day as landed_on,
    repaired_published_at
from {{ source('validation', 'admissions') }}
