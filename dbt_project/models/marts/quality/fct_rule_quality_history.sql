select
    rule_id,
    confirmed,
    dismissed,
    decided_matters,
    precision_share,
    precision_minimum,
    is_under_minimum,
    under_since as advisory_since,
    from_day,
    to_day
from {{ ref('int_rule_quality_dated') }}
