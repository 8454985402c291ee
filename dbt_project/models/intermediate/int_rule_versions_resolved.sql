{#- One version a kind of outlet. What the text leaves open caps the verdict; where no instrument is known to be in
    force on all its days, it only advises. -#}
with versions as (
    select
        versions.*,
        rules.kinds as rule_kinds,
        rules.grain,
        rules.cause_not_implemented
    from {{ ref('rule_versions') }} as versions
    inner join {{ ref('rules') }} as rules on versions.rule_id = rules.rule_id
),

named as (
    select
        versions.rule_id,
        versions.kinds,
        versions.effective_from,
        versions.effective_to,
        {{ words_of('versions.instrument', '; ') }} as instrument
    from versions
),

known as (
    select
        named.rule_id,
        named.kinds,
        named.effective_from,
        max(
            case
                when {{ is_known_in_force('instruments', 'named') }} then 1
                else 0
            end
        ) as is_known
    from named
    inner join {{ ref('instruments') }} as instruments on named.instrument = instruments.instrument
    group by named.rule_id, named.kinds, named.effective_from
),

stated as (
    select
        versions.*,
        case when known.is_known = 1 then 'yes' else 'unknown' end as in_force
    from versions
    left join known
        on
            versions.rule_id = known.rule_id
            and versions.kinds = known.kinds
            and versions.effective_from = known.effective_from
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
        when basis = 'duty' and confidence = 'high' and in_force = 'yes' then 'duty'
        else 'advisory'
    end as strength,
    in_force,
    threshold,
    is_press_run_exempt,
    is_licence_required,
    effective_from,
    effective_to
from stated
