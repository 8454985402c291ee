select
    periods.period_id,
    plans.plan_id,
    plans.plan_number,
    plans.title,
    plans.issuer,
    plans.issued_on
from {{ ref('stg_registers__plans') }} as plans
inner join {{ ref('report_periods') }} as periods
    on
        plans.effective_from < periods.ends_before
        and (plans.effective_to is null or plans.effective_to >= periods.starts_on)
