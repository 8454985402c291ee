select
    outlet_id,
    article_address,
    legal_basis,
    reason,
    removed_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'lawful_removals') }}
where {{ is_of_latest_landing('lawful_removals') }}
