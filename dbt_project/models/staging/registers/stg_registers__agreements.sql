select
    agreement_number,
    outlet_id,
    source_outlet_id,
    effective_from,
    effective_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'agreements') }}
where day = (select max(latest.day) from {{ source('registers', 'agreements') }} as latest)
