select
    register,
    complete_to,
    attested_by,
    attested_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'attestations') }}
where {{ is_of_latest_landing('attestations') }}
