select
    pause_id,
    unit_id,
    address,
    is_force_majeure,
    announced_on,
    starts_on,
    expected_until,
    ended_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'portal_pauses') }}
where {{ is_of_latest_landing('portal_pauses') }}
