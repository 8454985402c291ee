select
    outlet_id,
    scope,
    address,
    outcome,
    cause,
    detail,
    capture_id,
    article_id,
    is_our_failure,
    day,
    seen_at
from {{ source('ingestion', 'harvests') }}
