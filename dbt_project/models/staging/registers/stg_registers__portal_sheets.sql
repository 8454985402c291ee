select
    unit_id,
    period,
    document_number,
    sheet_code,
    remark,
    sent_on,
    remark_received_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'portal_sheets') }}
where {{ is_of_latest_landing('portal_sheets') }}
