select
    agreement_number,
    outlet_id,
    source_outlet_id,
    effective_from,
    effective_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'agreements') }}
where {{ is_of_latest_landing('agreements') }}
