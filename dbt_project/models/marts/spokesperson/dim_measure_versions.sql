with named as (
    select
        versions.measure_id,
        versions.applies_to,
        versions.effective_from,
        versions.effective_to,
        {{ words_of('versions.instrument', '; ') }} as instrument
    from {{ ref('measure_versions') }} as versions
),

known as (
    select distinct
        named.measure_id,
        coalesce(named.applies_to, '') as applies_to,
        named.effective_from
    from named
    inner join {{ ref('instruments') }} as instruments on named.instrument = instruments.instrument
    where {{ is_known_in_force('instruments', 'named') }}
)

select
    versions.measure_id || '@' || cast(versions.effective_from as text)
    || coalesce(':' || nullif(versions.applies_to, ''), '') as measure_version_id,
    versions.measure_id,
    measures.code,
    measures.title_vi,
    measures.title_en,
    measures.register,
    measures.unit_ids,
    versions.applies_to,
    versions.instrument,
    versions.provision,
    versions.address,
    versions.basis,
    versions.unit,
    versions.confidence,
    versions.clock_from,
    case when known.measure_id is null then 'unknown' else 'yes' end as in_force,
    versions.read_by_role,
    versions.read_where,
    versions.threshold,
    versions.effective_from,
    versions.effective_to,
    versions.read_on
from {{ ref('measure_versions') }} as versions
inner join {{ ref('measures') }} as measures on versions.measure_id = measures.measure_id
left join known
    on
        versions.measure_id = known.measure_id
        and coalesce(versions.applies_to, '') = known.applies_to
        and versions.effective_from = known.effective_from
