{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ delete_touched_periods() }}") }}

with by_outlet as (
    select
        periods.period_id,
        coverage.outlet_id,
        count(*) as outlet_days,
        sum(coverage.discovered) as discovered,
        sum(coverage.landed) as landed,
        sum(coverage.unchanged) as unchanged,
        sum(coverage.duplicate) as duplicate,
        sum(coverage.discarded) as discarded,
        sum(coverage.failed) as failed,
        sum(coverage.admitted) as admitted,
        sum(coverage.quarantined) as quarantined,
        sum(coverage.observed_share) as observed_share
    from {{ ref('fct_coverage') }} as coverage
    inner join {{ ref('report_periods') }} as periods
        on
            coverage.day >= periods.starts_on
            and coverage.day < periods.ends_before
    {% if is_incremental() %}
        where periods.period_id in ({{ touched_periods() }})
    {% endif %}
    group by periods.period_id, coverage.outlet_id
)

select
    by_outlet.period_id,
    outlets.jurisdiction,
    outlets.kind,
    count(*) as outlets,
    cast(sum(by_outlet.outlet_days) as bigint) as outlet_days,
    cast(sum(by_outlet.discovered) as bigint) as discovered,
    cast(sum(by_outlet.landed) as bigint) as landed,
    cast(sum(by_outlet.unchanged) as bigint) as unchanged,
    cast(sum(by_outlet.duplicate) as bigint) as duplicate,
    cast(sum(by_outlet.discarded) as bigint) as discarded,
    cast(sum(by_outlet.failed) as bigint) as failed,
    cast(sum(by_outlet.admitted) as bigint) as admitted,
    cast(sum(by_outlet.quarantined) as bigint) as quarantined,
    cast(sum(by_outlet.observed_share) / sum(by_outlet.outlet_days) as float8) as observed_share
from by_outlet
inner join {{ ref('dim_outlets') }} as outlets on by_outlet.outlet_id = outlets.outlet_id
group by by_outlet.period_id, outlets.jurisdiction, outlets.kind
