select
    outlet_id,
    outlet_name,
    kind,
    domains,
    credit_names,
    profile_sha256,
    is_verified,
    is_followed,
    day as landed_on
from {{ source('outlets', 'outlet_profiles') }}
where {{ is_of_latest_landing('outlet_profiles') }}
