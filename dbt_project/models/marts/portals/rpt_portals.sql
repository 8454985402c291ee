{#- What the sheet of portals prints of each unit in a period: each measure as it stood on the last day on which the
    site was judged, the share of days on which it answered and how fast, and its planned stops. Days on which we did
    not ask, the failure was ours, or no site at all answered us do not count. A unit without a site of its own is not
    concerned. A row may be printed when the working days that the unit had to remark on it have passed. How much a
    site is used is not measured here. A row has the code of what it measures: where the sheet that was sent has
    another, what is measured changed after the unit saw it. -#}
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

stretches as (
    select
        periods.period_id,
        periods.starts_on,
        periods.ends_before,
        units.unit_id,
        units.unit_name,
        units.kind as unit_kind,
        units.portal_outlet_id as outlet_id,
        units.effective_from,
        units.effective_to
    from periods
    inner join {{ ref('stg_registers__units') }} as units
        on
            units.kind <> 'district'
            and periods.ends_before > units.effective_from
            and (units.effective_to is null or periods.starts_on <= units.effective_to)
),

units as (
    select
        stretches.period_id,
        stretches.starts_on,
        stretches.ends_before,
        stretches.unit_id,
        {{ first_of('stretches.unit_name', 'stretches.effective_from desc') }} as unit_name,
        {{ first_of('stretches.unit_kind', 'stretches.effective_from desc') }} as unit_kind,
        {{ first_of('stretches.outlet_id', 'stretches.effective_from desc') }} as outlet_id,
        max(coalesce(stretches.effective_to, {{ last_day() }})) as ended_on
    from stretches
    group by stretches.period_id, stretches.starts_on, stretches.ends_before, stretches.unit_id
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

answering as (
    select distinct days.day
    from {{ ref('int_outlet_days_observed') }} as days
    where days.is_home_page_seen
),

reached as (
    select
        stretches.period_id,
        stretches.unit_id,
        count(*) as days,
        count(case when days.is_home_page_seen then 1 end) as days_reached,
        {{ median_of('pages.answer_milliseconds') }} as answer_milliseconds_median
    from stretches
    inner join {{ ref('int_outlet_days_observed') }} as days
        on
            stretches.outlet_id = days.outlet_id
            and stretches.starts_on <= days.day
            and stretches.ends_before > days.day
            and stretches.effective_from <= days.day
            and (stretches.effective_to is null or stretches.effective_to >= days.day)
            and (days.is_home_page_seen or days.is_home_page_unreachable)
    inner join answering on days.day = answering.day
    left join {{ ref('int_home_pages_captured') }} as pages
        on
            days.outlet_id = pages.outlet_id
            and days.day = pages.day
    group by stretches.period_id, stretches.unit_id
),

sent as (
    select
        sheets.unit_id,
        sheets.period as period_id,
        sheets.remark,
        sheets.sheet_code as sent_code,
        sheets.sent_on,
        sheets.remark_received_on,
        {{ days_after('limits.day', 1) }} as printable_from
    from {{ ref('stg_registers__portal_sheets') }} as sheets
    left join {{ ref('calendar') }} as begins on sheets.sent_on = begins.day
    left join {{ ref('calendar') }} as limits
        on
            limits.is_working_day
            and limits.working_day_number = begins.working_day_number + {{ var('portal_preview_working_days') }}
),

stops as (
    select
        units.period_id,
        units.unit_id,
        count(case when pauses.state in ('in_time', 'late', 'overdue') then 1 end) as pauses,
        count(case when pauses.state = 'in_time' then 1 end) as pauses_in_time,
        count(case when pauses.state in ('needs_review', 'not_observed') then 1 end) as pauses_unclear
    from units
    inner join {{ ref('fct_portal_pauses') }} as pauses
        on
            units.unit_id = pauses.unit_id
            and units.starts_on <= pauses.starts_on
            and units.ends_before > pauses.starts_on
    group by units.period_id, units.unit_id
),

measured as (
    select
        units.period_id,
        units.unit_id,
        units.unit_name,
        units.unit_kind,
        states.domain,
        {{ state_of_site('domain_state') }} as domain_state,
        {{ state_of_site('part_of_city_state') }} as part_of_city_state,
        {{ state_of_site('organisation_state') }} as organisation_state,
        {{ state_of_site('rating_state') }} as rating_state,
        {{ state_of_site('channels_state') }} as channels_state,
        {{ state_of_site('ipv6_state') }} as ipv6_state,
        case
            when units.outlet_id is null then 'no_site'
            when states.unit_id is null then 'not_followed'
        end as cause,
        sent.remark,
        sent.sent_code,
        cast(coalesce(reached.days, 0) as bigint) as days,
        cast(coalesce(reached.days_reached, 0) as bigint) as days_reached,
        cast(coalesce(stops.pauses, 0) as bigint) as pauses,
        cast(coalesce(stops.pauses_in_time, 0) as bigint) as pauses_in_time,
        cast(coalesce(stops.pauses_unclear, 0) as bigint) as pauses_unclear,
        cast(reached.days_reached * 1.0 / nullif(reached.days, 0) as float8) as reached_share,
        cast(reached.answer_milliseconds_median as float8) as answer_milliseconds_median,
        units.outlet_id is not null as has_site,
        case when units.ended_on < units.ends_before then units.ended_on end as ended_on,
        sent.sent_on,
        sent.printable_from,
        sent.remark_received_on
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
    left join sent
        on
            units.period_id = sent.period_id
            and units.unit_id = sent.unit_id
),

coded as (
    select
        measured.*,
        {{ sheet_code_of('measured') }} as sheet_code
    from measured
)

select
    coded.period_id,
    coded.unit_id,
    coded.unit_name,
    coded.unit_kind,
    coded.domain,
    coded.domain_state,
    coded.part_of_city_state,
    coded.organisation_state,
    coded.rating_state,
    coded.channels_state,
    coded.ipv6_state,
    coded.cause,
    coded.remark,
    coded.sent_code,
    coded.sheet_code,
    coded.days,
    coded.days_reached,
    coded.pauses,
    coded.pauses_in_time,
    coded.pauses_unclear,
    coded.reached_share,
    coded.answer_milliseconds_median,
    coded.has_site,
    coded.sent_code = coded.sheet_code as is_as_sent,
    coded.ended_on,
    coded.sent_on,
    coded.printable_from,
    coded.remark_received_on
from coded
