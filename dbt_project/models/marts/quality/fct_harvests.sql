{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        meta={'day_column': 'day'}
    )
}}

{#- The funnel: everything that should have been seen, where it ended and why, from listing to admission. -#}
with admissions as (
    select
        admissions.outlet_id,
        admissions.capture_id,
        admissions.status,
        records.reason,
        admissions.landed_on
    from {{ ref('stg_validation__admissions') }} as admissions
    left join {{ ref('stg_quarantine__quarantined_records') }} as records
        on
            admissions.quarantine_id = records.quarantine_id
            and admissions.landed_on = records.landed_on
)

select
    harvests.outlet_id,
    harvests.address,
    harvests.capture_id,
    harvests.article_id,
    harvests.scope,
    harvests.outcome,
    case
        when harvests.scope in ('article', 'backfill_article') and harvests.outcome = 'landed'
            then coalesce(admissions.status, 'awaiting')
        else harvests.outcome
    end as ended_as,
    coalesce(harvests.cause, admissions.reason) as cause,
    harvests.detail,
    harvests.is_our_failure,
    harvests.day
from {{ ref('stg_ingestion__harvests') }} as harvests
left join admissions
    on
        harvests.scope in ('article', 'backfill_article')
        and harvests.outlet_id = admissions.outlet_id
        and harvests.capture_id = admissions.capture_id
        and harvests.day = admissions.landed_on
where {{ is_touched('harvests.day') }}
