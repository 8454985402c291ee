select
    fact_check_id,
    fact_checker,
    claim,
    label,
    address,
    archived_address,
    published_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'fact_checks') }}
where day = (select max(latest.day) from {{ source('registers', 'fact_checks') }} as latest)
