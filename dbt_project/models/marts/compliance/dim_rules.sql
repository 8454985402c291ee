select
    rules.rule_id,
    rules.code,
    rules.title_vi,
    rules.title_en,
    rules.kinds,
    rules.grain,
    rules.register,
    rules.cause_not_implemented,
    rules.precision_minimum
from {{ ref('rules') }} as rules
