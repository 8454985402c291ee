select
    outlet_id,
    url,
    state,
    detail,
    day,
    page_day
from {{ source('ingestion', 'canary_checks') }}
