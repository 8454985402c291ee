select
    session_id,
    title,
    unit_id,
    kind,
    participants,
    duration_hours,
    held_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'training_sessions') }}
where {{ is_of_latest_landing('training_sessions') }}
