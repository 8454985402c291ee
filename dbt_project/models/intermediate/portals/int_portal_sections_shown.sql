{#- Whether the site of each unit, or the city's portal in its stead, shows the sections that the decree on
    portals asks for. -#}
with units as (
    select distinct
        sites.unit_id,
        sites.outlet_id,
        sites.city_outlet_id,
        sites.day
    from {{ ref('int_portal_sites_dated') }} as sites
),

published as (
    select
        units.unit_id,
        units.day,
        facts.observation,
        max(case when facts.outlet_id = units.outlet_id and facts.state = 'seen' then 1 else 0 end) as is_seen,
        max(case when facts.outlet_id <> units.outlet_id and facts.state = 'seen' then 1 else 0 end) as is_on_city,
        max(case when facts.outlet_id = units.outlet_id and facts.state = 'not_seen' then 1 else 0 end) as is_not_seen,
        max(
            case
                when facts.outlet_id = units.city_outlet_id and facts.state = 'not_seen' then 1 else 0
            end
        ) as is_not_on_city
    from units
    inner join {{ ref('int_portal_facts_stated') }} as facts
        on
            units.day = facts.day
            and (
                units.outlet_id = facts.outlet_id
                or (units.city_outlet_id = facts.outlet_id and facts.observation <> 'rating_offered')
            )
    where facts.observation <> 'outgoing_links'
    group by units.unit_id, units.day, facts.observation
)

select
    published.unit_id,
    published.day,
    min(case when published.observation <> 'rating_offered' then published.is_seen end) as is_organisation_seen,
    max(case when published.observation <> 'rating_offered' then published.is_not_seen end)
        as is_organisation_missing,
    min(
        case
            when published.observation <> 'rating_offered' and published.is_seen = 0 then published.is_on_city
        end
    ) as is_rest_on_city,
    max(
        case
            when published.observation <> 'rating_offered' and published.is_not_seen = 1
                then published.is_not_on_city
        end
    ) as is_missing_on_city,
    max(case when published.observation = 'rating_offered' then published.is_seen end) as is_rating_seen,
    max(case when published.observation = 'rating_offered' then published.is_not_seen end) as is_rating_missing
from published
group by published.unit_id, published.day
