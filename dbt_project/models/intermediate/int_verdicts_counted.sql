{#- Verdicts of each outlet in each span of the report calendar, so that a report need not look at every day again. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched_spans() }}",
        indexes=indexed_by('starts_on')
    )
}}

select
    verdicts.outlet_id,
    verdicts.rule_id,
    verdicts.status,
    verdicts.strength,
    count(*) as verdicts,
    spans.starts_on
from {{ ref('fct_verdicts') }} as verdicts
inner join {{ ref('int_report_spans') }} as spans
    on
        verdicts.verdict_date >= spans.starts_on
        and verdicts.verdict_date < spans.ends_before
{% if is_incremental() %}
    where spans.starts_on in ({{ touched_spans() }})
{% endif %}
group by verdicts.outlet_id, verdicts.rule_id, verdicts.status, verdicts.strength, spans.starts_on
