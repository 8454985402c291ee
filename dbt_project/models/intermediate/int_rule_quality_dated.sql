{#- How often each rule was right by what people had decided by each day, from the ledger alone: what was known on a
    day stays what it was, whatever is decided or built later. Only from the day on which it falls under its minimum,
    and while it is under it, does a rule merely advise. -#}
with decided as (
    select
        {{ words_of(json_text('entries.payload', 'findings')) }} as finding_id,
        opened.rule_id,
        {{ json_text('entries.payload', 'decision') }} as decision,
        entries.sequence,
        entries.recorded_on
    from {{ ref('int_review_entries') }} as entries
    inner join {{ ref('int_matters_opened') }} as opened on entries.matter_id = opened.matter_id
    where entries.kind = 'decision'
),

said as (
    select
        decided.*,
        case when {{ was_right('decided.decision') }} then 1 else 0 end as is_right,
        case when {{ was_wrong('decided.decision') }} then 1 else 0 end as is_wrong
    from decided
    where decided.finding_id <> ''
),

changed as (
    select
        said.*,
        lag(said.is_right) over (partition by said.finding_id order by said.sequence) as was_right_before,
        lag(said.is_wrong) over (partition by said.finding_id order by said.sequence) as was_wrong_before
    from said
),

daily as (
    select
        changed.rule_id,
        changed.recorded_on,
        sum(changed.is_right - coalesce(changed.was_right_before, 0)) as confirmed,
        sum(changed.is_wrong - coalesce(changed.was_wrong_before, 0)) as dismissed
    from changed
    group by changed.rule_id, changed.recorded_on
),

running as (
    select
        daily.rule_id,
        daily.recorded_on as from_day,
        sum(daily.confirmed) over (partition by daily.rule_id order by daily.recorded_on) as confirmed,
        sum(daily.dismissed) over (partition by daily.rule_id order by daily.recorded_on) as dismissed,
        lead(daily.recorded_on) over (partition by daily.rule_id order by daily.recorded_on) as to_day
    from daily
),

shared as (
    select
        running.*,
        running.confirmed + running.dismissed as decisions,
        {{ precision_share('running.confirmed', '(running.confirmed + running.dismissed)') }} as precision_share
    from running
),

weighed as (
    select
        shared.*,
        rules.precision_minimum,
        coalesce(shared.precision_share < rules.precision_minimum, false) as is_under_minimum
    from shared
    inner join {{ ref('rules') }} as rules on shared.rule_id = rules.rule_id
),

stretched as (
    select
        weighed.*,
        sum(case when weighed.is_under_minimum then 0 else 1 end) over (
            partition by weighed.rule_id order by weighed.from_day
        ) as stretch
    from weighed
)

select
    rule_id,
    cast(confirmed as bigint) as confirmed,
    cast(dismissed as bigint) as dismissed,
    cast(decisions as bigint) as decisions,
    precision_share,
    precision_minimum,
    is_under_minimum,
    case
        when is_under_minimum
            then min(case when is_under_minimum then from_day end) over (partition by rule_id, stretch)
    end as under_since,
    from_day,
    to_day
from stretched
