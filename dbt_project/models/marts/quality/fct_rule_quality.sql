select
    quality.rule_id,
    cast(quality.confirmed as bigint) as confirmed,
    cast(quality.dismissed as bigint) as dismissed,
    cast(quality.decisions as bigint) as decisions,
    quality.precision_share,
    quality.precision_low,
    quality.precision_high,
    cast(null as float8) as recall_share,
    quality.precision_minimum,
    quality.is_under_minimum
from {{ ref('int_rule_quality_measured') }} as quality
