{#- Second equation: everything that landed was admitted, quarantined, or waits for its whole day to be validated. -#}
select
    coverage.outlet_id,
    coverage.day
from {{ ref('fct_coverage') }} as coverage
where coverage.landed <> coverage.admitted + coverage.quarantined + coverage.awaiting
