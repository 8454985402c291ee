{#- The state of collecting at each outlet, for those who tend it. The bounds are ours, not the law's: an outlet is
    silent after three of its usual pauses between articles, and no sooner than after three days. -#}
{%- set few, many, drift_short, drift_long, undated, mostly_undated = 0.3, 3, 0.5, 2, 0.2, 0.5 %}
with measured as (
    select
        weeks.*,
        cast(weeks.day - weeks.last_heard_on as bigint) as days_silent,
        greatest(3.0, coalesce(21.0 / nullif(weeks.articles_a_week_before, 0), 3.0)) as patience_days,
        weeks.articles / nullif(weeks.articles_a_week_before, 0) as volume_ratio,
        weeks.text_characters / nullif(weeks.text_characters_before, 0) as length_ratio
    from {{ ref('int_outlet_weeks_measured') }} as weeks
),

causes as (
    select
        coverage.outlet_id,
        coverage.main_cause,
        row_number() over (partition by coverage.outlet_id order by coverage.day desc) as place
    from {{ ref('fct_coverage') }} as coverage
    inner join measured
        on
            coverage.outlet_id = measured.outlet_id
            and coverage.day > measured.day - 7
    where coverage.main_cause is not null
),

checks as (
    select
        canaries.*,
        max(canaries.day) over (partition by canaries.outlet_id) as last_day
    from {{ ref('stg_ingestion__canary_checks') }} as canaries
),

canaries as (
    select
        checks.outlet_id,
        case
            when max(case when checks.state = 'unreadable' then 1 else 0 end) = 1 then 'unreadable'
            when max(case when checks.state = 'changed' then 1 else 0 end) = 1 then 'changed'
            when max(case when checks.state = 'ok' then 1 else 0 end) = 1 then 'ok'
            else 'none'
        end as canary_state
    from checks
    where checks.day = checks.last_day
    group by checks.outlet_id
),

home_pages as (
    select
        pages.outlet_id,
        pages.capture_id,
        row_number() over (partition by pages.outlet_id order by pages.day desc) as place
    from {{ ref('int_home_pages_captured') }} as pages
    inner join measured
        on
            pages.outlet_id = measured.outlet_id
            and pages.day > measured.day - 7
            and pages.day <= measured.day
),

unread as (
    select
        home_pages.outlet_id,
        count(*) as fields_unread
    from home_pages
    inner join {{ ref('int_home_page_facts_observed') }} as facts on home_pages.capture_id = facts.capture_id
    where home_pages.place = 1 and facts.place = 'unread'
    group by home_pages.outlet_id
),

outages as (
    select
        entries.subject_id as outlet_id,
        {{ json_text('entries.payload', 'reason') }} as reason,
        cast({{ json_text('entries.payload', 'until') }} as date) as until_day,
        row_number() over (partition by entries.subject_id order by entries.sequence desc) as place
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'outage_acknowledged'
),

reported as (
    select
        entries.subject_id as outlet_id,
        {{ json_text('entries.payload', 'state') }} as state,
        row_number() over (partition by entries.subject_id order by entries.sequence desc) as place
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'outlet_state_told'
),

stated as (
    select
        measured.*,
        case
            when measured.last_heard_on is null or measured.days_silent >= measured.patience_days then 'silent'
            when not measured.has_listings then 'ok'
            when measured.articles_a_week_before >= 7 and measured.volume_ratio < {{ few }} then 'low'
            when measured.articles_a_week_before >= 7 and measured.volume_ratio > {{ many }} then 'high'
            when measured.articles >= 5 and measured.length_ratio < {{ drift_short }} then 'texts_shorter'
            when measured.articles >= 5 and measured.length_ratio > {{ drift_long }} then 'texts_longer'
            when
                measured.articles >= 5
                and measured.undated_share >= {{ undated }}
                and (
                    measured.undated_share > 2 * coalesce(measured.undated_share_before, 0)
                    or measured.undated_share >= {{ mostly_undated }}
                )
                then 'dates_missing'
            else 'ok'
        end as state
    from measured
)

select
    stated.outlet_id,
    case when stated.state = 'ok' and reported.state not in ('ok', 'fixed') then 'fixed' else stated.state end as state,
    coalesce(canaries.canary_state, 'none') as canary_state,
    causes.main_cause,
    outages.reason as acknowledged_reason,
    cast(stated.articles as bigint) as articles,
    cast(stated.days_silent as bigint) as days_silent,
    cast(coalesce(unread.fields_unread, 0) as bigint) as fields_unread,
    cast(stated.articles_a_week_before as float8) as articles_a_week_before,
    cast(stated.volume_ratio as float8) as volume_ratio,
    cast(stated.text_characters as float8) as text_characters,
    cast(stated.text_characters_before as float8) as text_characters_before,
    cast(stated.undated_share as float8) as undated_share,
    cast(stated.undated_share_before as float8) as undated_share_before,
    coalesce(outages.until_day >= stated.day, false) as is_acknowledged,
    stated.last_heard_on,
    outages.until_day as acknowledged_until,
    stated.day
from stated
left join causes
    on
        stated.outlet_id = causes.outlet_id
        and causes.place = 1
left join unread on stated.outlet_id = unread.outlet_id
left join canaries on stated.outlet_id = canaries.outlet_id
left join outages
    on
        stated.outlet_id = outages.outlet_id
        and outages.place = 1
left join reported
    on
        stated.outlet_id = reported.outlet_id
        and reported.place = 1
