select
    unit_id,
    unit_name,
    kind,
    parent_unit_id,
    successor_unit_id,
    portal_outlet_id,
    work_address,
    legal_basis,
    effective_from,
    effective_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'units') }}
where {{ is_of_latest_landing('units') }}
