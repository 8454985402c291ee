select
    unit_id,
    decision_number,
    address,
    assigned_at,
    posted_at,
    register_row_id,
    day as landed_on
from {{ source('registers', 'spokesperson_lists') }}
where {{ is_of_latest_landing('spokesperson_lists') }}
