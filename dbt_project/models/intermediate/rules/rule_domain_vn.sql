{#- An outlet none of whose domains ends in .vn. -#}
with judged as (
    {{ days_of('domain_vn') }}
),

domains as (
    {{ run_domains() }}
),

endings as (
    select
        domains.outlet_id,
        max(case when domains.domain like '%.vn' then 1 else 0 end) as has_vn,
        {{ joined('domains.domain') }} as shown
    from domains
    group by domains.outlet_id
)

select
    judged.outlet_id,
    'domain_vn' as rule_id,
    cast(judged.judged_on as text) as evidence_key,
    {{ without_page() }},
    'against' as bearing,
    'no_vn_domain' as cause,
    endings.shown as observed_value,
    cast(null as text) as excerpt,
    cast(null as text) as evidence_url,
    judged.judged_on
from judged
inner join endings on judged.outlet_id = endings.outlet_id
where endings.has_vn = 0
