select
    unit_id,
    decision_number,
    address,
    assigned_at,
    posted_at,
    register_row_id,
    day as landed_on
from {{ source('registers', 'spokesperson_lists') }}
where day = (select max(latest.day) from {{ source('registers', 'spokesperson_lists') }} as latest)
