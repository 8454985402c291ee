select
    outlet_id,
    outlet_name,
    profile_sha256,
    is_followed,
    day as landed_on
from {{ source('outlets', 'outlet_profiles') }}
