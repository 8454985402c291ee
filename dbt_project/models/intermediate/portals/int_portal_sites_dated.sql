{#- Each unit's own site on each judged day, by the register of units as it stood, beside the city's portal. A unit that
    was merged or renamed in the month has two stretches, each with the site it ran. -#}
{{ config(materialized='table') }} {#- read by each measure -#}

with sites as (
    select
        units.unit_id,
        units.unit_name,
        units.kind as unit_kind,
        units.portal_outlet_id as outlet_id,
        days.day
    from {{ ref('stg_registers__units') }} as units
    inner join {{ ref('int_outlet_days_judged') }} as days
        on
            units.portal_outlet_id = days.outlet_id
            and units.effective_from <= days.day
            and (units.effective_to is null or units.effective_to >= days.day)
),

domains as (
    select
        sites.unit_id,
        sites.day,
        domains.domain
    from sites
    inner join {{ ref('stg_outlets__outlet_domains') }} as domains
        on
            sites.outlet_id = domains.outlet_id
            and {{ is_run_on('domains', 'sites.day') }}
),

city as (
    select
        sites.day,
        min(sites.outlet_id) as city_outlet_id,
        min(domains.domain) as city_domain
    from sites
    inner join domains
        on
            sites.unit_id = domains.unit_id
            and sites.day = domains.day
    where sites.unit_kind = 'city'
    group by sites.day
)

select
    sites.unit_id,
    sites.unit_name,
    sites.unit_kind,
    sites.outlet_id,
    domains.domain,
    city.city_outlet_id,
    city.city_domain,
    {{ as_in_addresses('sites.unit_name') }} as long_label,
    sites.day
from sites
left join domains
    on
        sites.unit_id = domains.unit_id
        and sites.day = domains.day
left join city on sites.day = city.day
