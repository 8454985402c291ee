select
    register,
    complete_to,
    attested_by,
    attested_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'attestations') }}
where day = (select max(latest.day) from {{ source('registers', 'attestations') }} as latest)
