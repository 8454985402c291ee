{#- First equation: everything that was listed ended somewhere. -#}
select
    coverage.outlet_id,
    coverage.day
from {{ ref('fct_coverage') }} as coverage
where
    coverage.discovered
    <> coverage.landed + coverage.unchanged + coverage.duplicate + coverage.discarded + coverage.failed
