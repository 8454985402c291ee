{#- An item that rests on another aggregator or social network alone; a source that no register knows is unclear. -#}
with judged as (
    {{ days_of('source_official') }}
),

names as (
    select
        profiles.outlet_id,
        profiles.kind,
        {{ words_of('profiles.credit_names', ';') }} as credit_name
    from {{ ref('stg_outlets__outlet_profiles') }} as profiles
),

sources as (
    select
        judged.outlet_id,
        judged.judged_on,
        facts.article_id,
        facts.capture_id,
        facts.url,
        facts.value,
        facts.snippet,
        max(case
            when domains.kind in ('aggregator', 'social_network') or names.kind in ('aggregator', 'social_network')
                then 1
            else 0
        end) as is_unofficial,
        max(
            case when coalesce(domains.kind, names.kind) in ('newspaper', 'magazine', 'portal') then 1 else 0 end
        ) as is_official
    from judged
    inner join {{ ref('int_article_facts_observed') }} as facts
        on
            judged.outlet_id = facts.outlet_id
            and judged.judged_on = facts.published_date
    left join {{ ref('stg_outlets__outlet_domains') }} as domains
        on
            facts.observation = 'original_link'
            and judged.outlet_id <> domains.outlet_id
            and {{ is_run_on('domains', 'judged.judged_on') }}
            and (
                {{ host_of('facts.value') }} = domains.domain
                or {{ host_of('facts.value') }} like ('%.' || domains.domain)
            )
    left join names
        on
            facts.observation = 'credited_agency'
            and judged.outlet_id <> names.outlet_id
            and lower(trim(names.credit_name)) = lower(trim(facts.value))
    where facts.observation in ('original_link', 'credited_agency') and facts.is_present
    group by
        judged.outlet_id, judged.judged_on, facts.article_id, facts.capture_id, facts.url, facts.value, facts.snippet
),

items as (
    select
        sources.outlet_id,
        sources.judged_on,
        sources.article_id,
        max(sources.capture_id) as capture_id,
        max(sources.url) as url,
        max(sources.is_unofficial) as is_unofficial,
        max(sources.is_official) as is_official,
        min(sources.value) as named,
        max(sources.snippet) as snippet
    from sources
    group by sources.outlet_id, sources.judged_on, sources.article_id
),

found as (
    select
        outlet_id,
        article_id as evidence_key,
        article_id,
        capture_id,
        case when is_unofficial = 1 and is_official = 0 then 'against' else 'unclear' end as bearing,
        case
            when is_unofficial = 0 then 'source_not_known'
            when is_official = 1 then 'official_source_beside'
            else 'source_not_official'
        end as cause,
        named as observed_value,
        snippet as excerpt,
        url as evidence_url,
        judged_on
    from items
    where is_unofficial = 1 or is_official = 0
)

{{ evidence('source_official', has='article_id capture_id excerpt evidence_url') }}
