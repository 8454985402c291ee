select
    outlet_id,
    scope,
    address,
    outcome,
    -- Days landed before the cause was renamed keep its former value.
    case cause when 'held_earlier' then 'already_captured' else cause end as cause,
    detail,
    capture_id,
    article_id,
    is_our_failure,
    day,
    seen_at
from {{ source('ingestion', 'harvests') }}
