select
    conference_id,
    unit_id,
    subject,
    kind,
    address,
    press_agencies,
    questions_answered,
    held_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'press_conferences') }}
where {{ is_of_latest_landing('press_conferences') }}
