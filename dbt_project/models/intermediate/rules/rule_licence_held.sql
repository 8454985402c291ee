{#- A domain that no licence covers; until the register is attested to the day, nothing is known of it. -#}
with judged as (
    {{ days_of('licence_held') }}
),

licensed_domains as (
    {{ licensed_domains() }}
),

covered as (
    select
        judged.outlet_id,
        judged.judged_on,
        domains.domain,
        max(case when licensed_domains.domain is not null then 1 else 0 end) as is_covered
    from judged
    inner join {{ ref('stg_outlets__outlet_domains') }} as domains
        on
            judged.outlet_id = domains.outlet_id
            and {{ is_run_on('domains', 'judged.judged_on') }}
    left join licensed_domains
        on
            judged.outlet_id = licensed_domains.outlet_id
            and judged.judged_on >= licensed_domains.issued_on
            and (licensed_domains.closed_on is null or judged.judged_on < licensed_domains.closed_on)
            and (
                domains.domain = licensed_domains.domain
                or domains.domain like ('%.' || licensed_domains.domain)
            )
    group by judged.outlet_id, judged.judged_on, domains.domain
),

attested as (
    {{ attested_to('licences') }}
),

found as (
    select
        covered.outlet_id,
        covered.domain || '@' || cast(covered.judged_on as text) as evidence_key,
        case when attested.complete_to is null then 'unobserved' else 'against' end as bearing,
        case when attested.complete_to is null then 'register_incomplete' else 'domain_not_licensed' end as cause,
        covered.domain as observed_value,
        covered.judged_on
    from covered
    left join attested on covered.judged_on <= attested.complete_to
    where covered.is_covered = 0
)

{{ evidence('licence_held') }}
