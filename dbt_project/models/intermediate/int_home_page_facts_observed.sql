{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day', 'capture_id')
    )
}}

select
    pages.capture_id,
    pages.outlet_id,
    observations.observation,
    observations.value,
    observations.snippet,
    observations.place,
    pages.url,
    observations.is_present,
    pages.day,
    pages.captured_at
from {{ ref('int_home_pages_captured') }} as pages
inner join {{ ref('stg_ingestion__observations') }} as observations
    on
        pages.capture_id = observations.capture_id
        and pages.day = observations.day
where {{ is_touched('pages.day') }}
