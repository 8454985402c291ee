with counted as (
    select
        periods.period_id,
        outlets.jurisdiction,
        outlets.kind,
        count(distinct coverage.outlet_id) as outlets,
        count(*) as outlet_days,
        sum(coverage.discovered) as discovered,
        sum(coverage.landed) as landed,
        sum(coverage.unchanged) as unchanged,
        sum(coverage.duplicate) as duplicate,
        sum(coverage.discarded) as discarded,
        sum(coverage.failed) as failed,
        sum(coverage.admitted) as admitted,
        sum(coverage.quarantined) as quarantined,
        avg(coverage.observed_share) as observed_share
    from {{ ref('fct_coverage') }} as coverage
    inner join {{ ref('dim_outlets') }} as outlets on coverage.outlet_id = outlets.outlet_id
    inner join {{ ref('report_periods') }} as periods
        on
            coverage.day >= periods.starts_on
            and coverage.day < periods.ends_before
    group by periods.period_id, outlets.jurisdiction, outlets.kind
)

select
    period_id,
    jurisdiction,
    kind,
    cast(outlets as bigint) as outlets,
    cast(outlet_days as bigint) as outlet_days,
    cast(discovered as bigint) as discovered,
    cast(landed as bigint) as landed,
    cast(unchanged as bigint) as unchanged,
    cast(duplicate as bigint) as duplicate,
    cast(discarded as bigint) as discarded,
    cast(failed as bigint) as failed,
    cast(admitted as bigint) as admitted,
    cast(quarantined as bigint) as quarantined,
    cast(observed_share as float8) as observed_share
from counted
