{#- Days of an outlet on which something could not be judged, once a cause, however many rules it was. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day')
    )
}}

select distinct
    verdicts.outlet_id,
    coalesce(verdicts.cause, 'unknown') as cause,
    verdicts.verdict_date as day
from {{ ref('fct_verdicts') }} as verdicts
where verdicts.status = 'not_observed' and {{ is_touched('verdicts.verdict_date') }}
order by day
