with counted as (
    select
        reports.period as period_id,
        reports.report,
        count(*) as due,
        count(case when reports.received_on <= reports.due_on then 1 end) as received_in_time,
        count(case when reports.received_on > reports.due_on then 1 end) as received_late,
        count(case when reports.received_on is null then 1 end) as missing
    from {{ ref('stg_registers__unit_reports') }} as reports
    group by reports.period, reports.report
)

select
    period_id,
    report,
    cast(due as bigint) as due,
    cast(received_in_time as bigint) as received_in_time,
    cast(received_late as bigint) as received_late,
    cast(missing as bigint) as missing
from counted
