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
where day = (select max(latest.day) from {{ source('registers', 'training_sessions') }} as latest)
