select
    matter_id,
    unit_id,
    subject,
    ground,
    address,
    occurred_at,
    received_at,
    informed_at,
    register_row_id,
    day as landed_on
from {{ source('registers', 'urgent_matters') }}
where {{ is_of_latest_landing('urgent_matters') }}
