{#- The evidence of every rule, weighed by when it was captured: what a page shows on a later day never counts against
    an earlier one. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('judged_on') }}",
        indexes=indexed_by('judged_on')
    )
}}

with dated as (
    select
        evidence.*,
        coalesce(articles.is_backfilled and evidence.judged_on < articles.landed_on, false) as is_seen_later
    from {{ ref('int_evidence_united') }} as evidence
    left join {{ ref('int_articles_admitted') }} as articles on evidence.article_id = articles.article_id
)

select
    outlet_id,
    rule_id,
    evidence_key,
    article_id,
    capture_id,
    earlier_capture_id,
    case when is_seen_later and bearing = 'against' then 'unclear' else bearing end as bearing,
    case when is_seen_later and bearing = 'against' then 'first_seen_later' else cause end as cause,
    observed_value,
    excerpt,
    evidence_url,
    judged_on,
    first_missing_at,
    last_missing_at
from dated
