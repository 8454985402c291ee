select
    conclusion_number,
    competent_body,
    outlet_id,
    article_address,
    medium,
    correction_address,
    is_contested,
    received_on,
    contested_from,
    contested_to,
    register_row_id,
    day as landed_on
from {{ source('registers', 'corrections_due') }}
where {{ is_of_latest_landing('corrections_due') }}
