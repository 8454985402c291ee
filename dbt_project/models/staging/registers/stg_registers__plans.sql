select
    plan_id,
    plan_number,
    title,
    issuer,
    lead_unit_id,
    issued_on,
    effective_from,
    effective_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'plans') }}
where {{ is_of_latest_landing('plans') }}
