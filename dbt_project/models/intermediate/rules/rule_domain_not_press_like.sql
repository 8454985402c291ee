{#- A press agency's name: the same is against, alike or run by the press unclear, approved the authority's affair. -#}
with judged as (
    {{ days_of('domain_not_press_like') }}
),

press_names as (
    select distinct
        domains.outlet_id,
        days.day,
        {{ site_name('domains.domain') }} as press_name
    from {{ ref('stg_outlets__outlet_domains') }} as domains
    inner join {{ ref('int_outlet_days_judged') }} as days
        on
            domains.outlet_id = days.outlet_id
            and {{ is_run_on('domains', 'days.day') }}
    where days.kind in ('newspaper', 'magazine')
),

alike as (
    select
        judged.outlet_id,
        judged.judged_on,
        domains.domain,
        min(press_names.press_name) as press_name,
        max(case when {{ site_name('domains.domain') }} = press_names.press_name then 1 else 0 end) as is_same,
        max(case when own.is_press_run then 1 else 0 end) as is_press_run
    from judged
    inner join {{ ref('int_outlet_days_judged') }} as own
        on
            judged.outlet_id = own.outlet_id
            and judged.judged_on = own.day
    inner join {{ ref('stg_outlets__outlet_domains') }} as domains
        on
            judged.outlet_id = domains.outlet_id
            and {{ is_run_on('domains', 'judged.judged_on') }}
    inner join press_names
        on
            judged.judged_on = press_names.day
            and judged.outlet_id <> press_names.outlet_id
            and length(press_names.press_name) >= 5
            and {{ site_name('domains.domain') }} like ('%' || press_names.press_name || '%')
    group by judged.outlet_id, judged.judged_on, domains.domain
),

found as (
    select
        alike.outlet_id,
        alike.domain || '@' || cast(alike.judged_on as text) as evidence_key,
        case when alike.is_same = 1 and alike.is_press_run = 0 then 'against' else 'unclear' end as bearing,
        case
            when alike.is_press_run = 1 then 'run_by_press'
            when alike.is_same = 1 then 'name_of_press'
            else 'name_like_press'
        end as cause,
        alike.domain || ' ~ ' || alike.press_name as observed_value,
        alike.judged_on
    from alike
    where not {{ is_domain_approved('alike') }}
)

{{ evidence('domain_not_press_like') }}
