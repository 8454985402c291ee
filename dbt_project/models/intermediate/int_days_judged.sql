select harvests.day
from {{ ref('stg_ingestion__harvests') }} as harvests
group by harvests.day
