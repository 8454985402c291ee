{#- An outlet none of whose domains, run or licensed, ends in .vn; an unattested register may lack one. -#}
with judged as (
    {{ days_of('domain_vn') }}
),

licensed as (
    {{ licensed_domains() }}
),

domains_of_day as (
    select
        judged.outlet_id,
        judged.judged_on,
        domains.domain
    from judged
    inner join {{ ref('stg_outlets__outlet_domains') }} as domains
        on
            judged.outlet_id = domains.outlet_id
            and {{ is_run_on('domains', 'judged.judged_on') }}
    union distinct
    select
        judged.outlet_id,
        judged.judged_on,
        licensed.domain
    from judged
    inner join licensed on judged.outlet_id = licensed.outlet_id
),

endings as (
    select
        domains_of_day.outlet_id,
        domains_of_day.judged_on,
        max(case when domains_of_day.domain like '%.vn' then 1 else 0 end) as has_vn,
        {{ joined('domains_of_day.domain') }} as shown
    from domains_of_day
    group by domains_of_day.outlet_id, domains_of_day.judged_on
),

attested as (
    {{ attested_to('licences') }}
),

found as (
    select
        endings.outlet_id,
        cast(endings.judged_on as text) as evidence_key,
        case when attested.complete_to is null then 'unobserved' else 'against' end as bearing,
        case when attested.complete_to is null then 'register_incomplete' else 'no_vn_domain' end as cause,
        endings.shown as observed_value,
        endings.judged_on
    from endings
    left join attested on endings.judged_on <= attested.complete_to
    where endings.has_vn = 0
)

{{ evidence('domain_vn') }}
