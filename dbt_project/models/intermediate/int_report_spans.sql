{#- The days between two neighbouring bounds of report periods: every period is a run of whole spans. -#}
with bounds as (
    select periods.starts_on as bound
    from {{ ref('report_periods') }} as periods
    union distinct
    select periods.ends_before as bound
    from {{ ref('report_periods') }} as periods
),

spans as (
    select
        bounds.bound as starts_on,
        lead(bounds.bound) over (order by bounds.bound) as ends_before
    from bounds
)

select spans.*
from spans
where spans.ends_before is not null
