{#- A row that said the same on landings that follow each other is one stretch. It ends on the first landing that says
    something else or no longer holds it; a day without a landing of the register ends nothing. -#}
with landings as (
    select
        partitions.table_name as register,
        partitions.landed_on,
        row_number() over (partition by partitions.table_name order by partitions.landed_on) as landing
    from {{ ref('stg_warehouse__loaded_partitions') }} as partitions
    group by partitions.table_name, partitions.landed_on
),

numbered as (
    select
        landed.*,
        landings.landing,
        lag(landings.landing) over (
            partition by landed.register, landed.row_key order by landings.landing
        ) as landing_before,
        lag(landed.content_hash) over (
            partition by landed.register, landed.row_key order by landings.landing
        ) as content_before
    from {{ ref('stg_registers__landed_rows') }} as landed
    inner join landings on landed.register = landings.register and landed.landed_on = landings.landed_on
),

parted as (
    select
        numbered.*,
        sum(
            case
                when numbered.landing_before = numbered.landing - 1 and numbered.content_before = numbered.content_hash
                    then 0
                else 1
            end
        ) over (partition by numbered.register, numbered.row_key order by numbered.landing) as stretch
    from numbered
),

stretches as (
    select
        parted.register,
        parted.row_key,
        parted.stretch,
        min(parted.register_row_id) as register_row_id,
        min(parted.landed_on) as effective_from,
        max(parted.landing) as last_landing
    from parted
    group by parted.register, parted.row_key, parted.stretch
)

select
    stretches.register_row_id,
    stretches.register,
    stretches.row_key,
    cast(stretches.stretch as integer) as stretch,
    later_landings.landed_on is null as is_latest,
    stretches.effective_from,
    later_landings.landed_on as effective_to
from stretches
left join landings as later_landings
    on stretches.register = later_landings.register and stretches.last_landing + 1 = later_landings.landing
