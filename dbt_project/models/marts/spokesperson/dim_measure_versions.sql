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
    versions.read_by_role,
    versions.read_where,
    versions.threshold,
    versions.effective_from,
    versions.effective_to,
    versions.read_on
from {{ ref('measure_versions') }} as versions
inner join {{ ref('measures') }} as measures on versions.measure_id = measures.measure_id
