{#- One version a kind of outlet; what the text leaves open caps the verdict. -#}
with versions as (
    select
        versions.*,
        rules.kinds as rule_kinds,
        rules.grain,
        rules.cause_not_implemented
    from {{ ref('rule_versions') }} as versions
    inner join {{ ref('rules') }} as rules on versions.rule_id = rules.rule_id
)

select
    rule_id || '@' || cast(effective_from as text) || case when kinds = rule_kinds then '' else ':' || kinds end
        as rule_version_id,
    rule_id,
    {{ words_of('kinds') }} as kind,
    grain,
    basis,
    confidence,
    unit,
    asks_for,
    case
        when confidence = 'low' then 'text_not_read'
        when unit is not null and threshold is null then 'threshold_unknown'
        when gap is not null then gap || '_unknown'
    end as cap_cause,
    case
        when basis = 'signal' then 'signal'
        when basis = 'duty' and confidence = 'high' then 'duty'
        else 'advisory'
    end as strength,
    threshold,
    is_press_run_exempt,
    effective_from,
    effective_to
from versions
