select
    account,
    capacity,
    decision_number,
    effective_from,
    effective_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'signers') }}
where {{ is_of_latest_landing('signers') }}
