select
    outlet_id,
    platform,
    channel_name,
    address,
    opened_on,
    notified_on,
    closed_on,
    closing_notified_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'channels') }}
where {{ is_of_latest_landing('channels') }}
