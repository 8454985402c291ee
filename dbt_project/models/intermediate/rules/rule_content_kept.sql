{#- An article that its own server no longer gives within the time it must be kept, seen twice in a row at least a day
    apart; a lawful removal is none, nor the false item of a correction, a refusal, a moved address or our failure. -#}
{%- set gone -%}
    case
            when harvests.outcome in ('landed', 'unchanged') then 0
            when harvests.cause in ('not_found', 'gone') then 1
        end
{%- endset %}
with judged as (
    {{ days_of('content_kept') }}
),

rechecks as (
    select
        harvests.outlet_id,
        harvests.address,
        {{ gone }} as gone,
        harvests.day
    from {{ ref('stg_ingestion__harvests') }} as harvests
    where harvests.scope = 'recheck' and {{ is_touched('harvests.day') }}
),

gone_addresses as (
    select distinct
        rechecks.outlet_id,
        rechecks.address
    from rechecks
    where rechecks.gone = 1
),

answers as (
    select
        harvests.outlet_id,
        harvests.address,
        harvests.capture_id,
        harvests.cause,
        {{ gone }} as gone,
        harvests.day,
        captures.captured_at
    from gone_addresses
    inner join {{ ref('stg_ingestion__harvests') }} as harvests
        on
            gone_addresses.outlet_id = harvests.outlet_id
            and gone_addresses.address = harvests.address
    left join {{ ref('stg_ingestion__captures') }} as captures on harvests.capture_id = captures.capture_id
    where harvests.scope = 'recheck'
),

followed as (
    select
        answers.*,
        lag(answers.gone) over (
            partition by answers.outlet_id, answers.address order by answers.day
        ) as gone_before,
        lag(answers.capture_id) over (
            partition by answers.outlet_id, answers.address order by answers.day
        ) as capture_before,
        lag(answers.captured_at) over (
            partition by answers.outlet_id, answers.address order by answers.day
        ) as captured_before
    from answers
    where answers.gone is not null
),

missing as (
    select
        followed.*,
        coalesce(
            followed.gone_before = 1
            and {{ are_two_captures('followed.captured_before', 'followed.captured_at') }},
            false
        ) as is_confirmed
    from followed
    where followed.gone = 1
),

attested as (
    {{ attested_to('lawful_removals') }}
),

withdrawn as (
    select
        corrections.outlet_id,
        corrections.article_address,
        min(corrections.received_on) as received_on
    from {{ ref('stg_registers__corrections_due') }} as corrections
    group by corrections.outlet_id, corrections.article_address
),

vanished as (
    select
        judged.outlet_id,
        articles.article_id || '@' || cast(judged.judged_on as text) as evidence_key,
        articles.article_id,
        missing.capture_id,
        case
            when not missing.is_confirmed or versions.rule_version_id is null then 'unclear'
            when attested.complete_to is null then 'unobserved'
            else 'against'
        end as bearing,
        case
            when not missing.is_confirmed then 'seen_missing_once'
            when versions.rule_version_id is null then 'published_before_the_duty'
            when attested.complete_to is null then 'register_incomplete'
            else 'not_kept'
        end as cause,
        missing.cause as observed_value,
        articles.title as excerpt,
        articles.canonical_url as evidence_url,
        case when missing.is_confirmed then missing.capture_before end as earlier_capture_id,
        case when missing.is_confirmed then missing.captured_before end as first_missing_at,
        case when missing.is_confirmed then missing.captured_at end as last_missing_at,
        judged.judged_on
    from judged
    inner join missing
        on
            judged.outlet_id = missing.outlet_id
            and judged.judged_on = missing.day
    inner join {{ ref('int_articles_admitted') }} as articles
        on
            missing.outlet_id = articles.outlet_id
            and missing.address = articles.canonical_url
    left join attested on judged.judged_on <= attested.complete_to
    left join {{ ref('stg_registers__lawful_removals') }} as removals
        on
            missing.outlet_id = removals.outlet_id
            and missing.address = removals.article_address
            and judged.judged_on >= removals.removed_on
    left join withdrawn
        on
            missing.outlet_id = withdrawn.outlet_id
            and missing.address = withdrawn.article_address
            and judged.judged_on >= withdrawn.received_on
    left join {{ ref('int_rule_versions_resolved') }} as versions
        on
            judged.rule_version_id = versions.rule_version_id
            and judged.kind = versions.kind
            and articles.published_date >= versions.effective_from
    where
        removals.article_address is null
        and withdrawn.article_address is null
        and judged.judged_on < articles.published_date + cast(judged.threshold as integer) * interval '1 month'
),

published_days as (
    select
        days.outlet_id,
        max(case when days.landed > 0 then days.day end) over (
            partition by days.outlet_id order by days.day rows between unbounded preceding and 1 preceding
        ) as published_before,
        days.day
    from {{ ref('int_outlet_days_observed') }} as days
),

rechecked_days as (
    select
        rechecks.outlet_id,
        rechecks.day,
        count(rechecks.gone) * 1.0 / count(*) as observed_share
    from rechecks
    group by rechecks.outlet_id, rechecks.day
),

unobserved as (
    select
        judged.outlet_id,
        cast(judged.judged_on as text) || ':unobserved' as evidence_key,
        cast(null as text) as article_id,
        cast(null as text) as capture_id,
        'unobserved' as bearing,
        case when rechecked_days.outlet_id is null then 'not_looked_for' else 'share_too_low' end as cause,
        cast(null as text) as observed_value,
        cast(null as text) as excerpt,
        cast(null as text) as evidence_url,
        cast(null as text) as earlier_capture_id,
        cast(null as timestamptz) as first_missing_at,
        cast(null as timestamptz) as last_missing_at,
        judged.judged_on
    from judged
    inner join published_days
        on
            judged.outlet_id = published_days.outlet_id
            and judged.judged_on = published_days.day
            and judged.judged_on
            < published_days.published_before + cast(judged.threshold as integer) * interval '1 month'
    left join rechecked_days
        on
            judged.outlet_id = rechecked_days.outlet_id
            and judged.judged_on = rechecked_days.day
    where rechecked_days.outlet_id is null or rechecked_days.observed_share < {{ var('observed_share_minimum') }}
),

found as (
    select vanished.*
    from vanished
    union all
    select unobserved.*
    from unobserved
)

{{ evidence('content_kept', has='article_id capture_id excerpt evidence_url absence') }}
