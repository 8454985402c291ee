{#- An outlet none of whose domains, run or licensed, ends in .vn; an unattested register may lack one. -#}
with judged as (
    {{ days_of('domain_vn') }}
),

domains as (
    {{ run_domains() }}
),

licensed as (
    select
        licences.outlet_id,
        {{ words_of('licences.domains') }} as domain
    from {{ ref('stg_registers__licences') }} as licences
),

held as (
    select
        domains.outlet_id,
        domains.domain
    from domains
    union distinct
    select
        licensed.outlet_id,
        licensed.domain
    from licensed
),

endings as (
    select
        held.outlet_id,
        max(case when held.domain like '%.vn' then 1 else 0 end) as has_vn,
        {{ joined('held.domain') }} as shown
    from held
    group by held.outlet_id
),

attested as (
    select registers.complete_to
    from {{ ref('int_registers_attested') }} as registers
    where registers.register = 'licences'
)

select
    judged.outlet_id,
    'domain_vn' as rule_id,
    cast(judged.judged_on as text) as evidence_key,
    {{ without_page() }},
    case when attested.complete_to is null then 'unobserved' else 'against' end as bearing,
    case when attested.complete_to is null then 'register_incomplete' else 'no_vn_domain' end as cause,
    endings.shown as observed_value,
    cast(null as text) as excerpt,
    cast(null as text) as evidence_url,
    judged.judged_on
from judged
inner join endings on judged.outlet_id = endings.outlet_id
left join attested on judged.judged_on <= attested.complete_to
where endings.has_vn = 0
