select
    request_id,
    unit_id,
    outlet_id,
    press_agency,
    request_kind,
    document_number,
    answer_number,
    received_on,
    answered_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'press_requests') }}
where {{ is_of_latest_landing('press_requests') }}
