{#- An article that its own server no longer gives within the time it must be kept; a lawful removal is none. -#}
with judged as (
    {{ days_of('content_kept') }}
),

gone as (
    select
        articles.article_id,
        articles.capture_id,
        articles.canonical_url,
        articles.title,
        harvests.outlet_id,
        harvests.day,
        harvests.cause,
        lag(harvests.day) over (partition by articles.article_id order by harvests.day) as gone_before
    from {{ ref('stg_ingestion__harvests') }} as harvests
    inner join {{ ref('int_articles_admitted') }} as articles
        on
            harvests.outlet_id = articles.outlet_id
            and harvests.address = articles.canonical_url
    where harvests.scope = 'article' and harvests.outcome = 'failed' and harvests.cause in ('not_found', 'gone')
),

attested as (
    select registers.complete_to
    from {{ ref('int_registers_attested') }} as registers
    where registers.register = 'lawful_removals'
)

select
    judged.outlet_id,
    'content_kept' as rule_id,
    gone.article_id || '@' || cast(judged.judged_on as text) as evidence_key,
    gone.article_id,
    gone.capture_id,
    case
        when gone.gone_before is null then 'unclear' when attested.complete_to is null then 'unobserved' else 'against'
    end as bearing,
    case
        when gone.gone_before is null then 'seen_missing_once'
        when attested.complete_to is null then 'register_incomplete'
        else 'not_kept'
    end as cause,
    gone.cause as observed_value,
    gone.title as excerpt,
    gone.canonical_url as evidence_url,
    judged.judged_on
from judged
inner join gone
    on
        judged.outlet_id = gone.outlet_id
        and judged.judged_on = gone.day
inner join {{ ref('int_articles_admitted') }} as articles on gone.article_id = articles.article_id
left join attested on judged.judged_on <= attested.complete_to
left join {{ ref('stg_registers__lawful_removals') }} as removals
    on
        gone.outlet_id = removals.outlet_id
        and gone.canonical_url = removals.article_address
        and judged.judged_on >= removals.removed_on
where
    removals.article_address is null
    and judged.judged_on < articles.published_date + cast(judged.threshold as integer) * interval '1 month'
