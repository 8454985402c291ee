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
where {{ is_of_latest_landing('fact_checks') }}
