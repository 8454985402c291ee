select
    quarantine_id,
    record_table,
    record_key,
    outlet_id,
    reason,
    evidence,
    payload,
    owner,
    day as landed_on
from {{ source('quarantine', 'quarantined_records') }}
