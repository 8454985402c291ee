with resolved as (
    select
        versions.rule_version_id,
        versions.rule_id,
        versions.cap_cause,
        versions.strength,
        versions.in_force,
        versions.effective_from,
        min(versions.kind) as first_kind
    from {{ ref('int_rule_versions_resolved') }} as versions
    group by
        versions.rule_version_id,
        versions.rule_id,
        versions.cap_cause,
        versions.strength,
        versions.in_force,
        versions.effective_from
)

select
    resolved.rule_version_id,
    resolved.rule_id,
    versions.instrument,
    versions.provision,
    versions.address,
    versions.basis,
    versions.unit,
    versions.confidence,
    versions.kinds,
    resolved.strength,
    resolved.cap_cause,
    resolved.in_force,
    versions.asks_for,
    versions.read_by_role,
    versions.read_where,
    versions.threshold,
    versions.is_press_run_exempt,
    versions.is_licence_required,
    versions.effective_from,
    versions.effective_to,
    versions.read_on
from resolved
inner join {{ ref('rule_versions') }} as versions
    on
        resolved.rule_id = versions.rule_id
        and resolved.effective_from = versions.effective_from
        and {{ contains_word('versions.kinds', 'resolved.first_kind') }}
