select
    briefing_id,
    unit_id,
    times_informed,
    held_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'press_briefings') }}
where {{ is_of_latest_landing('press_briefings') }}
