{#- An address labelled a special page that does not lie on a sub-domain of a licensed domain. -#}
with judged as (
    {{ days_of('special_page_subdomain') }}
),

special_pages as (
    select
        judged.outlet_id,
        judged.judged_on,
        facts.capture_id,
        facts.url,
        facts.snippet,
        {{ words_of('facts.value') }} as address
    from judged
    inner join {{ ref('int_home_page_facts_observed') }} as facts
        on
            judged.outlet_id = facts.outlet_id
            and judged.judged_on = facts.day
    where facts.observation = 'special_pages' and facts.is_present
),

licensed as (
    select
        licences.outlet_id,
        {{ words_of('licences.domains') }} as domain,
        licences.issued_on
    from {{ ref('stg_registers__licences') }} as licences
)

select
    pages.outlet_id,
    'special_page_subdomain' as rule_id,
    pages.address || '@' || cast(pages.judged_on as text) as evidence_key,
    cast(null as text) as article_id,
    pages.capture_id,
    'against' as bearing,
    'not_on_subdomain' as cause,
    pages.address as observed_value,
    pages.snippet as excerpt,
    pages.url as evidence_url,
    pages.judged_on
from special_pages as pages
where
    not exists (
        select 1
        from licensed
        where
            licensed.outlet_id = pages.outlet_id
            and licensed.issued_on <= pages.judged_on
            and {{ host_of('pages.address') }} like ('%.' || licensed.domain)
            and {{ host_of('pages.address') }} <> ('www.' || licensed.domain)
    )
