select
    outlet_id,
    document_number,
    report_year,
    received_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'annual_reports') }}
where {{ is_of_latest_landing('annual_reports') }}
