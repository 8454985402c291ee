select
    entry_kind,
    entry_id,
    subject_id,
    content,
    is_on,
    day as landed_on
from {{ source('warehouse', 'catalogue_entries') }}
