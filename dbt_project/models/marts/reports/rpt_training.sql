with counted as (
    select
        periods.period_id,
        sessions.kind,
        count(*) as sessions,
        sum(sessions.participants) as participants
    from {{ ref('stg_registers__training_sessions') }} as sessions
    inner join {{ ref('report_periods') }} as periods
        on
            sessions.held_on >= periods.starts_on
            and sessions.held_on < periods.ends_before
    group by periods.period_id, sessions.kind
)

select
    period_id,
    kind,
    cast(sessions as bigint) as sessions,
    cast(participants as bigint) as participants
from counted
