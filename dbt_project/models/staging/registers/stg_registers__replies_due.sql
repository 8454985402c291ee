select
    reply_number,
    outlet_id,
    article_address,
    party_kind,
    medium,
    reply_address,
    round,
    is_refused_in_writing,
    received_on,
    published_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'replies_due') }}
where {{ is_of_latest_landing('replies_due') }}
