select
    notice_id,
    received_at,
    planned_at,
    answered_at,
    register_row_id,
    day as landed_on
from {{ source('registers', 'press_conference_notices') }}
where {{ is_of_latest_landing('press_conference_notices') }}
