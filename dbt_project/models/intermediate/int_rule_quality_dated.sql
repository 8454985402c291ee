{#- How often each rule was right by what people had decided by each day, from the ledger alone: what was known on a
    day stays what it was, whatever is decided or built later. Only from the day on which it falls under its minimum,
    and while it is under it, does a rule merely advise. The days of one matter are alike, and one decision settles
    them: a matter counts once, with the share of its decided findings that were right. -#}
with decided as (
    select
        {{ words_of(json_text('entries.payload', 'findings')) }} as finding_id,
        opened.matter_id,
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
        first_value(decided.matter_id) over (
            partition by decided.finding_id order by decided.sequence
        ) as first_matter_id,
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

matter_days as (
    select
        changed.rule_id,
        changed.first_matter_id as matter_id,
        changed.recorded_on,
        sum(changed.is_right - coalesce(changed.was_right_before, 0)) as confirmed,
        sum(changed.is_wrong - coalesce(changed.was_wrong_before, 0)) as dismissed
    from changed
    group by changed.rule_id, changed.first_matter_id, changed.recorded_on
),

matters as (
    select
        matter_days.*,
        sum(matter_days.confirmed) over (
            partition by matter_days.rule_id, matter_days.matter_id order by matter_days.recorded_on
        ) as right_so_far,
        sum(matter_days.dismissed) over (
            partition by matter_days.rule_id, matter_days.matter_id order by matter_days.recorded_on
        ) as wrong_so_far
    from matter_days
),

matter_shares as (
    select
        matters.*,
        case when matters.right_so_far + matters.wrong_so_far > 0 then 1 else 0 end as is_decided,
        {{ share_of_matter('matters.right_so_far', 'matters.wrong_so_far') }} as share_right
    from matters
),

moved as (
    select
        matter_shares.rule_id,
        matter_shares.recorded_on,
        matter_shares.confirmed,
        matter_shares.dismissed,
        matter_shares.is_decided - coalesce(
            lag(matter_shares.is_decided) over (
                partition by matter_shares.rule_id, matter_shares.matter_id order by matter_shares.recorded_on
            ),
            0
        ) as decided_matters,
        matter_shares.share_right - coalesce(
            lag(matter_shares.share_right) over (
                partition by matter_shares.rule_id, matter_shares.matter_id order by matter_shares.recorded_on
            ),
            0
        ) as right_matters
    from matter_shares
),

daily as (
    select
        moved.rule_id,
        moved.recorded_on,
        sum(moved.confirmed) as confirmed,
        sum(moved.dismissed) as dismissed,
        sum(moved.decided_matters) as decided_matters,
        sum(moved.right_matters) as right_matters
    from moved
    group by moved.rule_id, moved.recorded_on
),

running as (
    select
        daily.rule_id,
        daily.recorded_on as from_day,
        sum(daily.confirmed) over (partition by daily.rule_id order by daily.recorded_on) as confirmed,
        sum(daily.dismissed) over (partition by daily.rule_id order by daily.recorded_on) as dismissed,
        sum(daily.decided_matters) over (partition by daily.rule_id order by daily.recorded_on) as decided_matters,
        sum(daily.right_matters) over (partition by daily.rule_id order by daily.recorded_on) as right_matters,
        lead(daily.recorded_on) over (partition by daily.rule_id order by daily.recorded_on) as to_day
    from daily
),

shared as (
    select
        running.*,
        {{ precision_share('running.right_matters', 'running.decided_matters') }} as precision_share
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
    cast(decided_matters as bigint) as decided_matters,
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
