{#- A correction that two captures a day apart show gone before its time was over, and none shows there since; or that
    was not asked for when its time was over. What the archive has no answer of is no capture. -#}
with judged as (
    {{ days_of('correction_kept') }}
),

asked as (
    select
        judged.outlet_id,
        judged.judged_on,
        judged.threshold,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.correction_capture_id,
        corrections.correction_url,
        harvests.capture_id,
        harvests.outcome,
        harvests.day,
        captures.captured_at,
        max(case when harvests.outcome <> 'failed' then harvests.day end) over (
            partition by judged.outlet_id, judged.judged_on, corrections.conclusion_number
        ) as there_on
    from judged
    inner join {{ ref('int_corrections_tracked') }} as corrections
        on
            judged.outlet_id = corrections.outlet_id
            and judged.judged_on = cast(
                corrections.corrected_on + cast(coalesce(judged.threshold, 0) as integer) * interval '1 day' as date
            )
    left join {{ ref('stg_ingestion__harvests') }} as harvests
        on
            corrections.outlet_id = harvests.outlet_id
            and corrections.correction_url = harvests.address
            and (
                (harvests.scope = 'recheck' and harvests.outcome in ('landed', 'unchanged'))
                or (harvests.scope in ('article', 'backfill_article') and harvests.outcome = 'landed')
                or (
                    harvests.scope in ('article', 'recheck')
                    and harvests.outcome = 'failed'
                    and harvests.cause in ('not_found', 'gone')
                    and judged.judged_on > harvests.day
                )
            )
    left join {{ ref('stg_ingestion__captures') }} as captures on harvests.capture_id = captures.capture_id
),

seen as (
    select
        asked.*,
        case
            when asked.outcome = 'failed' and (asked.there_on is null or asked.day > asked.there_on)
                then asked.captured_at
        end as gone_at
    from asked
),

kept as (
    select
        seen.outlet_id,
        seen.judged_on,
        seen.threshold,
        seen.conclusion_number,
        seen.correction_article_id,
        seen.correction_capture_id,
        seen.correction_url,
        {{ first_of('case when seen.gone_at is not null then seen.capture_id end', 'seen.gone_at') }}
            as earlier_capture_id,
        {{ first_of('case when seen.gone_at is not null then seen.capture_id end', 'seen.gone_at desc') }}
            as later_capture_id,
        min(seen.gone_at) as first_missing_at,
        max(seen.gone_at) as last_missing_at,
        max(case when seen.outcome = 'failed' then seen.day end) as gone_on,
        max(seen.there_on) as there_on
    from seen
    group by
        seen.outlet_id,
        seen.judged_on,
        seen.threshold,
        seen.conclusion_number,
        seen.correction_article_id,
        seen.correction_capture_id,
        seen.correction_url
),

weighed as (
    select
        kept.*,
        case
            when kept.threshold is null then 'threshold_unknown'
            when kept.there_on >= kept.judged_on or kept.there_on > kept.gone_on then null
            when {{ are_two_captures('kept.first_missing_at', 'kept.last_missing_at') }} then 'not_kept'
            when kept.gone_on is not null then 'seen_missing_once'
            else 'not_fetched_again'
        end as cause
    from kept
),

found as (
    select
        outlet_id,
        conclusion_number as evidence_key,
        correction_article_id as article_id,
        case cause when 'not_kept' then later_capture_id else correction_capture_id end as capture_id,
        case cause when 'not_kept' then earlier_capture_id end as earlier_capture_id,
        case cause
            when 'not_kept' then 'against'
            when 'not_fetched_again' then 'unobserved'
            when 'threshold_unknown' then 'unclear'
            when 'seen_missing_once' then 'unclear'
            else 'in_favour'
        end as bearing,
        cause,
        cast(gone_on as text) as observed_value,
        conclusion_number as excerpt,
        correction_url as evidence_url,
        judged_on,
        case cause when 'not_kept' then first_missing_at end as first_missing_at,
        case cause when 'not_kept' then last_missing_at end as last_missing_at
    from weighed
)

{{ evidence('correction_kept', has='article_id capture_id excerpt evidence_url absence') }}
