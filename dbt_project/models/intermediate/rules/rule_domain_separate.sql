{#- A domain that an aggregator shares with the social network of the same organisation, its sub-domains included. -#}
with judged as (
    {{ days_of('domain_separate') }}
),

found as (
    select
        judged.outlet_id,
        own.domain || '=' || theirs.domain || '@' || cast(judged.judged_on as text) as evidence_key,
        'against' as bearing,
        'domain_shared' as cause,
        own.domain || ' = ' || theirs.domain as observed_value,
        judged.judged_on
    from judged
    inner join {{ ref('int_outlet_days_judged') }} as others
        on
            judged.organisation_name = others.organisation_name
            and judged.judged_on = others.day
            and judged.outlet_id <> others.outlet_id
            and judged.kind <> others.kind
            and others.kind in ('aggregator', 'social_network')
    inner join {{ ref('stg_outlets__outlet_domains') }} as own
        on
            judged.outlet_id = own.outlet_id
            and {{ is_run_on('own', 'judged.judged_on') }}
    inner join {{ ref('stg_outlets__outlet_domains') }} as theirs
        on
            others.outlet_id = theirs.outlet_id
            and own.domain = theirs.domain
            and {{ is_run_on('theirs', 'judged.judged_on') }}
)

{{ evidence('domain_separate') }}
