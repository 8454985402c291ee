{#- Of other days only what somebody has decided or replied to is written again; the ledger only grows. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched_or_decided('finding_date') }}",
        indexes=indexed_by('finding_date', 'finding_id'),
        meta={'day_column': 'finding_date'}
    )
}}

with decided as (
    select
        candidates.*,
        decisions.decision,
        decisions.decision_reason,
        decisions.decided_at
    from {{ ref('int_candidates_gathered') }} as candidates
    left join {{ ref('int_decisions_latest') }} as decisions on candidates.finding_id = decisions.finding_id
    {% if is_incremental() %}
        where {{ is_touched('candidates.finding_date') }} or decisions.finding_id is not null
    {% endif %}
)

select
    decided.finding_id,
    decided.outlet_id,
    decided.rule_id,
    decided.rule_version_id,
    decided.evidence_key,
    decided.article_id,
    decided.capture_id,
    decided.earlier_capture_id,
    located.original_article_id,
    decided.strength,
    {{ finding_state('decided.decision') }} as state,
    decided.cause,
    decided.evidence_url,
    located.original_url,
    located.page_sha256,
    located.earlier_page_sha256,
    located.original_page_sha256,
    located.archive_file,
    decided.excerpt,
    decided.observed_value,
    versions.unit,
    versions.instrument,
    versions.provision,
    versions.address as provision_address,
    decided.decision_reason,
    versions.threshold,
    located.archive_offset,
    located.excerpt_offset,
    located.extractor_version,
    true as is_automatic,
    decided.finding_date,
    versions.effective_from,
    versions.effective_to,
    located.captured_at,
    decided.first_missing_at,
    decided.last_missing_at,
    decided.decided_at
from decided
inner join {{ ref('dim_rule_versions') }} as versions on decided.rule_version_id = versions.rule_version_id
left join {{ ref('int_candidates_located') }} as located on decided.finding_id = located.finding_id
