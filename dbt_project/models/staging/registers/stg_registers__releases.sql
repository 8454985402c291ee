select
    release_id,
    title,
    document_number,
    issuing_unit_id,
    issuing_unit,
    address,
    issued_at,
    register_row_id,
    day as landed_on
from {{ source('registers', 'releases') }}
where {{ is_of_latest_landing('releases') }}
