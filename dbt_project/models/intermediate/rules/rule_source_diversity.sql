{#- A day with items enough that credit fewer agencies than asked; over which time to count is not given. Items first
    seen on a later day count in favour alone. -#}
with judged as (
    {{ days_of('source_diversity') }}
),

counted as (
    select
        judged.outlet_id,
        judged.judged_on,
        max(judged.threshold) as threshold,
        count(distinct case when facts.is_backfilled then null else facts.article_id end) as items,
        count(distinct lower(facts.value)) as agencies
    from judged
    inner join {{ ref('int_article_facts_observed') }} as facts
        on
            judged.outlet_id = facts.outlet_id
            and judged.judged_on = facts.published_date
    where facts.observation = 'credited_agency' and facts.is_present
    group by judged.outlet_id, judged.judged_on
),

found as (
    select
        outlet_id,
        cast(judged_on as text) as evidence_key,
        'against' as bearing,
        'few_agencies' as cause,
        cast(agencies as text) as observed_value,
        judged_on
    from counted
    where items >= threshold and agencies < threshold
)

{{ evidence('source_diversity') }}
