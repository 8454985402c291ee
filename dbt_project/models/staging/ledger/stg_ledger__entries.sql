select
    sequence,
    kind,
    subject_id,
    payload,
    actor,
    previous_hash,
    entry_hash,
    recorded_at
from {{ source('ledger', 'ledger_entries') }}
