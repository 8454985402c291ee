select
    outlet_id,
    kind,
    domain,
    effective_from,
    effective_to,
    day as landed_on
from {{ source('outlets', 'outlet_domains') }}
where {{ is_of_latest_landing('outlet_domains') }}
