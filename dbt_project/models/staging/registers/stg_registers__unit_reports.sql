select
    unit_id,
    report,
    period,
    document_number,
    portal_items,
    press_answers,
    matters_referred,
    due_on,
    received_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'unit_reports') }}
where {{ is_of_latest_landing('unit_reports') }}
