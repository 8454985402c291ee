select
    attestations.register,
    max(attestations.complete_to) as complete_to
from {{ ref('stg_registers__attestations') }} as attestations
group by attestations.register
