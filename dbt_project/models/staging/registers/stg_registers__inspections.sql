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
where day = (select max(latest.day) from {{ source('registers', 'inspections') }} as latest)
