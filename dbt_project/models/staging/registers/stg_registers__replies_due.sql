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
where day = (select max(latest.day) from {{ source('registers', 'replies_due') }} as latest)
