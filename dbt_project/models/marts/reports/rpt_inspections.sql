with counted as (
    select
        periods.period_id,
        inspections.outcome,
        count(*) as inspections,
        count(case when inspections.is_publishable then inspections.published_on end) as published
    from {{ ref('stg_registers__inspections') }} as inspections
    inner join {{ ref('report_periods') }} as periods
        on
            inspections.inspected_on >= periods.starts_on
            and inspections.inspected_on < periods.ends_before
    group by periods.period_id, inspections.outcome
)

select
    period_id,
    outcome,
    cast(inspections as bigint) as inspections,
    cast(published as bigint) as published
from counted
