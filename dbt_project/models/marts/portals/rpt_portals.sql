{#- What the sheet of portals prints of each unit in a period: each measure as it stood on the last day on which the
    site was judged, the share of days on which it answered, and its planned stops. A unit without a site of its own is not
    concerned. How much a site is used, and how fast it answers, is not measured here. -#}
with periods as (
    select periods.*
    from {{ ref('report_periods') }} as periods
    where
        exists (
            select 1
            from {{ ref('fct_portals') }} as portals
            where portals.day >= periods.starts_on and portals.day < periods.ends_before
        )
),

units as (
    select
        periods.period_id,
        periods.starts_on,
        periods.ends_before,
        units.unit_id,
        min(units.unit_name) as unit_name,
        min(units.kind) as unit_kind,
        max(units.portal_outlet_id) as outlet_id
    from periods
    inner join {{ ref('stg_registers__units') }} as units
        on
            units.kind <> 'district'
            and periods.ends_before > units.effective_from
            and (units.effective_to is null or periods.starts_on <= units.effective_to)
    group by periods.period_id, periods.starts_on, periods.ends_before, units.unit_id
),

ranked as (
    select
        units.period_id,
        portals.unit_id,
        portals.measure_id,
        portals.state,
        portals.domain,
        row_number() over (
            partition by units.period_id, portals.unit_id, portals.measure_id order by portals.day desc
        ) as place
    from units
    inner join {{ ref('fct_portals') }} as portals
        on
            units.unit_id = portals.unit_id
            and units.starts_on <= portals.day
            and units.ends_before > portals.day
),

states as (
    select
        ranked.period_id,
        ranked.unit_id,
        max(ranked.domain) as domain,
        max(case when ranked.measure_id = 'portal_domain' then ranked.state end) as domain_state,
        max(case when ranked.measure_id = 'portal_part_of_city' then ranked.state end) as part_of_city_state,
        max(case when ranked.measure_id = 'portal_organisation_shown' then ranked.state end) as organisation_state,
        max(case when ranked.measure_id = 'portal_rating_offered' then ranked.state end) as rating_state,
        max(case when ranked.measure_id = 'portal_channels_listed' then ranked.state end) as channels_state,
        max(case when ranked.measure_id = 'portal_ipv6' then ranked.state end) as ipv6_state
    from ranked
    where ranked.place = 1
    group by ranked.period_id, ranked.unit_id
),

reached as (
    select
        units.period_id,
        units.unit_id,
        count(*) as days,
        count(case when days.is_home_page_seen then 1 end) as days_reached
    from units
    inner join {{ ref('int_outlet_days_observed') }} as days
        on
            units.outlet_id = days.outlet_id
            and units.starts_on <= days.day
            and units.ends_before > days.day
    group by units.period_id, units.unit_id
),

stops as (
    select
        units.period_id,
        units.unit_id,
        count(case when pauses.state <> 'not_applicable' then 1 end) as pauses,
        count(case when pauses.state = 'in_time' then 1 end) as pauses_in_time
    from units
    inner join {{ ref('fct_portal_pauses') }} as pauses
        on
            units.unit_id = pauses.unit_id
            and units.starts_on <= pauses.starts_on
            and units.ends_before > pauses.starts_on
    group by units.period_id, units.unit_id
)

select
    units.period_id,
    units.unit_id,
    units.unit_name,
    units.unit_kind,
    states.domain,
    coalesce(states.domain_state, 'not_applicable') as domain_state,
    coalesce(states.part_of_city_state, 'not_applicable') as part_of_city_state,
    coalesce(states.organisation_state, 'not_applicable') as organisation_state,
    coalesce(states.rating_state, 'not_applicable') as rating_state,
    coalesce(states.channels_state, 'not_applicable') as channels_state,
    coalesce(states.ipv6_state, 'not_applicable') as ipv6_state,
    cast(coalesce(reached.days, 0) as bigint) as days,
    cast(coalesce(reached.days_reached, 0) as bigint) as days_reached,
    cast(coalesce(stops.pauses, 0) as bigint) as pauses,
    cast(coalesce(stops.pauses_in_time, 0) as bigint) as pauses_in_time,
    cast(reached.days_reached * 1.0 / nullif(reached.days, 0) as float8) as reached_share,
    units.outlet_id is not null as has_site
from units
left join states
    on
        units.period_id = states.period_id
        and units.unit_id = states.unit_id
left join reached
    on
        units.period_id = reached.period_id
        and units.unit_id = reached.unit_id
left join stops
    on
        units.period_id = stops.period_id
        and units.unit_id = stops.unit_id
