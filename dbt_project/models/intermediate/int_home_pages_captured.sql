{#- The last capture of a day speaks for it. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day, outlet_id')
    )
}}

with ranked as (
    select
        observations.capture_id,
        observations.outlet_id,
        observations.day,
        observations.captured_at,
        row_number() over (
            partition by observations.outlet_id, observations.day
            order by observations.captured_at desc, observations.capture_id asc
        ) as place
    from {{ ref('stg_ingestion__observations') }} as observations
    where observations.scope = 'home_page' and {{ is_touched('observations.day') }}
    group by observations.capture_id, observations.outlet_id, observations.day, observations.captured_at
)

select
    ranked.capture_id,
    ranked.outlet_id,
    captures.final_url as url,
    captures.body_sha256,
    captures.answer_milliseconds,
    captures.has_ipv6,
    ranked.day,
    ranked.captured_at
from ranked
left join {{ ref('stg_ingestion__captures') }} as captures
    on
        ranked.capture_id = captures.capture_id
        and ranked.day = captures.day
where ranked.place = 1
order by ranked.day, ranked.outlet_id
