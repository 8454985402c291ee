{#- What the events leave open on the last known day are the matters that stand open, and each period begins with what
    the one before left; nine months leave the rest of the year out. -#}
with by_events as (
    select
        events.matter_id,
        sum(events.change) as open
    from {{ ref('fct_matter_events') }} as events
    group by events.matter_id
),

unlike as (
    select matters.matter_id as subject
    from {{ ref('fct_matters') }} as matters
    left join by_events on matters.matter_id = by_events.matter_id
    where coalesce(by_events.open, -1) <> case when matters.is_open then 1 else 0 end
),

followed as (
    select
        matters.period_id,
        matters.open_at_end,
        periods.kind,
        periods.ends_before,
        lead(periods.starts_on) over (
            partition by periods.kind, matters.jurisdiction, matters.strength order by periods.starts_on
        ) as next_starts_on,
        lead(matters.open_at_start) over (
            partition by periods.kind, matters.jurisdiction, matters.strength order by periods.starts_on
        ) as next_open_at_start
    from {{ ref('rpt_matters') }} as matters
    inner join {{ ref('report_periods') }} as periods on matters.period_id = periods.period_id
)

select unlike.subject
from unlike
union all
select followed.period_id as subject
from followed
where
    followed.open_at_end <> followed.next_open_at_start
    and followed.ends_before = followed.next_starts_on
