{#- A correction that was gone on two days before its time was over, or that was not asked for when it was. -#}
with judged as (
    {{ days_of('correction_kept') }}
),

kept as (
    select
        judged.outlet_id,
        judged.judged_on,
        judged.threshold,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.correction_capture_id,
        corrections.correction_url,
        count(distinct case when harvests.outcome = 'failed' and harvests.day < judged.judged_on then harvests.day end)
            as days_gone,
        max(case when harvests.outcome = 'failed' and harvests.day < judged.judged_on then harvests.day end) as gone_on,
        max(case when harvests.outcome <> 'failed' then harvests.day end) as there_on
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
                )
            )
    group by
        judged.outlet_id,
        judged.judged_on,
        judged.threshold,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.correction_capture_id,
        corrections.correction_url
),

weighed as (
    select
        kept.*,
        case
            when kept.threshold is null then 'threshold_unknown'
            when kept.there_on >= kept.judged_on or kept.there_on > kept.gone_on then null
            when kept.days_gone >= 2 then 'not_kept'
            when kept.days_gone = 1 then 'seen_missing_once'
            else 'not_fetched_again'
        end as cause
    from kept
)

select
    outlet_id,
    'correction_kept' as rule_id,
    conclusion_number as evidence_key,
    correction_article_id as article_id,
    correction_capture_id as capture_id,
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
    judged_on
from weighed
