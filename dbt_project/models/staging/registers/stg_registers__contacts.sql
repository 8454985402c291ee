select
    outlet_id,
    role,
    work_address,
    postal_address,
    effective_from,
    effective_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'contacts') }}
where {{ is_of_latest_landing('contacts') }}
