select
    inspection_id,
    outlet_id,
    organisation_name,
    unit_id,
    kind,
    outcome,
    decision_number,
    legal_basis,
    state,
    is_publishable,
    inspected_on,
    decided_on,
    published_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'inspections') }}
where {{ is_of_latest_landing('inspections') }}
