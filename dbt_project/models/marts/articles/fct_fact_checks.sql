{#- What became of published fact-checks, by kind of outlet alone. A pair is a candidate until a person has called it;
    no outlet and no article stands here. -#}
with calls as (
    select
        {{ json_text('entries.payload', 'fact_check_id') }} as fact_check_id,
        {{ json_text('entries.payload', 'article_id') }} as article_id,
        {{ json_text('entries.payload', 'called') }} as said,
        row_number() over (partition by entries.subject_id order by entries.sequence desc) as place
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'fact_check_called'
),

pairs as (
    select
        matches.fact_check_id,
        matches.article_id
    from {{ ref('stg_classification__fact_check_matches') }} as matches
    union distinct
    select
        calls.fact_check_id,
        calls.article_id
    from calls
),

placed as (
    select
        pairs.fact_check_id,
        outlets.kind,
        calls.said,
        cast(articles.published_date - checks.published_on as bigint) as days_after
    from pairs
    inner join {{ ref('stg_registers__fact_checks') }} as checks on pairs.fact_check_id = checks.fact_check_id
    inner join {{ ref('int_articles_admitted') }} as articles on pairs.article_id = articles.article_id
    inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
    left join calls
        on
            pairs.fact_check_id = calls.fact_check_id
            and pairs.article_id = calls.article_id
            and calls.place = 1
),

counted as (
    select
        placed.fact_check_id,
        placed.kind,
        count(case when placed.said = 'repeats' then 1 end) as repeats,
        count(case when placed.said = 'repeats' and placed.days_after > 0 then 1 end) as repeats_after,
        count(case when placed.said = 'reports' then 1 end) as corrections,
        count(case when placed.said is null then 1 end) as waiting,
        min(case when placed.said = 'reports' then placed.days_after end) as correction_days_min
    from placed
    group by placed.fact_check_id, placed.kind
)

select
    checks.fact_check_id,
    checks.label,
    counted.kind,
    coalesce(counted.repeats, 0) as repeats,
    coalesce(counted.repeats_after, 0) as repeats_after,
    coalesce(counted.corrections, 0) as corrections,
    coalesce(counted.waiting, 0) as waiting,
    counted.correction_days_min,
    checks.published_on
from {{ ref('stg_registers__fact_checks') }} as checks
left join counted on checks.fact_check_id = counted.fact_check_id
