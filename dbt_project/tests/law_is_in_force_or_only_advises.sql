{#- Every version of a rule or measure names an instrument that was in force on each of its days, or says that this is
    unknown; a rule of unknown force is no duty, and no verdict under it has the strength of one. -#}
with versions as (
    select
        versions.rule_version_id as version_id,
        versions.instrument,
        versions.in_force,
        versions.strength,
        versions.effective_from,
        versions.effective_to
    from {{ ref('dim_rule_versions') }} as versions
    union all
    select
        versions.measure_version_id as version_id,
        versions.instrument,
        versions.in_force,
        null as strength,
        versions.effective_from,
        versions.effective_to
    from {{ ref('dim_measure_versions') }} as versions
),

named as (
    select
        versions.version_id,
        versions.effective_from,
        versions.effective_to,
        {{ words_of('versions.instrument', '; ') }} as instrument
    from versions
),

known as (
    select distinct named.version_id
    from named
    inner join {{ ref('instruments') }} as instruments on named.instrument = instruments.instrument
    where {{ is_known_in_force('instruments', 'named') }}
),

wrong as (
    select
        versions.version_id,
        'says otherwise than its instruments' as problem
    from versions
    left join known on versions.version_id = known.version_id
    where versions.in_force <> case when known.version_id is null then 'unknown' else 'yes' end
    union all
    select
        versions.version_id,
        'a duty of unknown force' as problem
    from versions
    where versions.in_force = 'unknown' and versions.strength = 'duty'
    union all
    select
        verdicts.rule_version_id as version_id,
        'a verdict with the strength of a duty' as problem
    from {{ ref('fct_verdicts') }} as verdicts
    inner join versions on verdicts.rule_version_id = versions.version_id
    where versions.in_force = 'unknown' and verdicts.strength = 'duty'
)

select wrong.*
from wrong
