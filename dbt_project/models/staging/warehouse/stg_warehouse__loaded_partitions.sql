select
    table_name,
    partition_part,
    partition_day as landed_on
from {{ source('warehouse', 'loaded_partitions') }}
