{#- A correction that its server no longer gave before the time was over, or that was not asked for again. -#}
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
        max(case when harvests.outcome = 'failed' and harvests.day < judged.judged_on then 1 else 0 end) as is_gone,
        max(case when harvests.outcome <> 'failed' and harvests.day >= judged.judged_on then 1 else 0 end) as is_there
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
            and harvests.scope = 'article'
            and (
                harvests.outcome in ('landed', 'unchanged')
                or (harvests.outcome = 'failed' and harvests.cause in ('not_found', 'gone'))
            )
    group by
        judged.outlet_id,
        judged.judged_on,
        judged.threshold,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.correction_capture_id,
        corrections.correction_url
)

select
    outlet_id,
    'correction_kept' as rule_id,
    conclusion_number as evidence_key,
    correction_article_id as article_id,
    correction_capture_id as capture_id,
    case
        when is_gone = 1 and threshold is not null then 'against'
        when threshold is null then 'unclear'
        when is_there = 1 then 'in_favour'
        else 'unobserved'
    end as bearing,
    case
        when is_gone = 1 and threshold is not null then 'not_kept'
        when threshold is null then 'threshold_unknown'
        when is_there = 0 then 'not_fetched_again'
    end as cause,
    cast(null as text) as observed_value,
    conclusion_number as excerpt,
    correction_url as evidence_url,
    judged_on
from kept
