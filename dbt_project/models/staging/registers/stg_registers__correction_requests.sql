select
    matter_id,
    unit_id,
    document_number,
    found_on,
    requested_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'correction_requests') }}
where {{ is_of_latest_landing('correction_requests') }}
