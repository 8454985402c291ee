{#- Of other days only what somebody has decided or replied to is written again; the ledger only grows. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ forget_touched_or_told('finding_date') }}",
        indexes=indexed_by('finding_date', 'finding_id'),
        meta={'day_column': 'finding_date'}
    )
}}

with told as (
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
    told.finding_id,
    told.outlet_id,
    told.rule_id,
    told.rule_version_id,
    told.evidence_key,
    told.article_id,
    told.capture_id,
    told.earlier_capture_id,
    located.original_article_id,
    told.strength,
    {{ finding_state('told.decision') }} as state,
    told.cause,
    told.evidence_url,
    located.original_url,
    located.page_sha256,
    located.earlier_page_sha256,
    located.original_page_sha256,
    located.archive_file,
    told.excerpt,
    told.observed_value,
    versions.unit,
    versions.instrument,
    versions.provision,
    versions.address as provision_address,
    told.decision_reason,
    versions.threshold,
    located.archive_offset,
    located.excerpt_offset,
    located.extractor_version,
    true as is_automatic,
    told.finding_date,
    versions.effective_from,
    versions.effective_to,
    located.captured_at,
    told.first_missing_at,
    told.last_missing_at,
    told.decided_at
from told
inner join {{ ref('dim_rule_versions') }} as versions on told.rule_version_id = versions.rule_version_id
left join {{ ref('int_candidates_located') }} as located on told.finding_id = located.finding_id
