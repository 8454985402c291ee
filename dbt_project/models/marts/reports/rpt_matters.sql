{#- Open at the start, what came, what went, open at the end: counted from the events alone. -#}
with summed as (
    select
        periods.period_id,
        events.jurisdiction,
        events.strength,
        sum(case when events.event_on < periods.starts_on then events.change else 0 end) as open_at_start,
        count(case when events.event_on >= periods.starts_on and events.event = 'new' then 1 end) as opened,
        count(case when events.event_on >= periods.starts_on and events.event = 'reopened' then 1 end) as reopened,
        count(case when events.event_on >= periods.starts_on and events.event = 'split' then 1 end) as split,
        count(
            case
                when
                    events.event_on >= periods.starts_on and events.event in ('dismissed', 'insufficient')
                    then 1
            end
        ) as dismissed,
        count(case when events.event_on >= periods.starts_on and events.event = 'remedied' then 1 end) as remedied,
        count(case when events.event_on >= periods.starts_on and events.event = 'referred' then 1 end) as referred,
        count(case when events.event_on >= periods.starts_on and events.event = 'merged' then 1 end) as merged,
        count(
            case when events.event_on >= periods.starts_on and events.event in ('withdrawn', 'vanished') then 1 end
        ) as withdrawn
    from {{ ref('fct_matter_events') }} as events
    inner join {{ ref('report_periods') }} as periods on events.event_on < periods.ends_before
    group by periods.period_id, events.jurisdiction, events.strength
),

standing as (
    select
        periods.period_id,
        matters.jurisdiction,
        matters.strength,
        count(*) as open_at_end,
        count(case when matters.state in ('waiting', 'claimed') then 1 end) as undecided,
        min(case when matters.state in ('waiting', 'claimed') then matters.opened_on end) as oldest_undecided_on
    from {{ ref('fct_matters') }} as matters
    inner join {{ ref('report_periods') }} as periods on matters.opened_on < periods.ends_before
    where matters.is_open
    group by periods.period_id, matters.jurisdiction, matters.strength
)

select
    summed.period_id,
    summed.jurisdiction,
    summed.strength,
    cast(summed.open_at_start as bigint) as open_at_start,
    cast(summed.opened as bigint) as opened,
    cast(summed.reopened as bigint) as reopened,
    cast(summed.split as bigint) as split,
    cast(summed.dismissed as bigint) as dismissed,
    cast(summed.remedied as bigint) as remedied,
    cast(summed.referred as bigint) as referred,
    cast(summed.merged as bigint) as merged,
    cast(summed.withdrawn as bigint) as withdrawn,
    cast(
        summed.open_at_start
        + summed.opened
        + summed.reopened
        + summed.split
        - summed.dismissed
        - summed.remedied
        - summed.referred
        - summed.merged
        - summed.withdrawn as bigint
    ) as open_at_end,
    cast(coalesce(standing.undecided, 0) as bigint) as undecided,
    standing.oldest_undecided_on
from summed
left join standing
    on
        summed.period_id = standing.period_id
        and summed.jurisdiction = standing.jurisdiction
        and summed.strength = standing.strength
