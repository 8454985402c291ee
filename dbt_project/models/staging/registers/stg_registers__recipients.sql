select
    recipient_id,
    role,
    work_address,
    report,
    effective_from,
    effective_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'recipients') }}
where {{ is_of_latest_landing('recipients') }}
