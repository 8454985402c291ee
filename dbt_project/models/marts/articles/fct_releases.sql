{#- The reach of the city's own releases, through kinds of outlet; who did not carry one stands nowhere. -#}
with reached as (
    select
        carried.release_id,
        carried.kind,
        count(*) as articles,
        max(carried.containment) as containment_max,
        min(carried.delay_minutes) as delay_minutes_min
    from {{ ref('int_releases_carried') }} as carried
    group by carried.release_id, carried.kind
),

placed as (
    select
        places.release_id,
        places.kind,
        sum(case when places.is_in_release then 1 else 0 end) as units_named,
        sum(case when places.is_in_release and places.articles > 0 then 1 else 0 end) as units_reached,
        sum(case when places.is_in_release then 0 else 1 end) as units_added
    from {{ ref('fct_release_places') }} as places
    group by places.release_id, places.kind
)

select
    releases.release_id,
    reached.kind,
    releases.title,
    releases.issuing_unit_id,
    coalesce(reached.articles, 0) as articles,
    reached.containment_max,
    reached.delay_minutes_min,
    cast(coalesce(placed.units_named, 0) as bigint) as units_named,
    cast(coalesce(placed.units_reached, 0) as bigint) as units_reached,
    cast(coalesce(placed.units_added, 0) as bigint) as units_added,
    releases.issued_at
from {{ ref('stg_registers__releases') }} as releases
left join reached on releases.release_id = reached.release_id
left join placed
    on
        reached.release_id = placed.release_id
        and reached.kind = placed.kind
