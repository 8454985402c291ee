{#- A correction that was not published in time; where the text gives no number, it can only be looked at. -#}
with judged as (
    {{ days_of('correction_timely') }}
)

select
    judged.outlet_id,
    'correction_timely' as rule_id,
    corrections.conclusion_number as evidence_key,
    corrections.correction_article_id as article_id,
    corrections.correction_capture_id as capture_id,
    case
        when corrections.corrected_on <= judged.judged_on then 'in_favour'
        when corrections.medium in ('daily', 'broadcast') then 'against'
        else 'unclear'
    end as bearing,
    case
        when corrections.medium in ('daily', 'broadcast') then 'late_or_missing'
        when corrections.medium in ('weekly', 'magazine') then 'next_issue_unknown'
        else 'immediately_without_number'
    end as cause,
    cast(corrections.corrected_on as text) as observed_value,
    corrections.conclusion_number as excerpt,
    corrections.article_address as evidence_url,
    judged.judged_on
from judged
inner join {{ ref('int_corrections_tracked') }} as corrections
    on
        judged.outlet_id = corrections.outlet_id
        and judged.judged_on = cast(
            corrections.starts_on
            + case when corrections.medium in ('daily', 'broadcast') then cast(judged.threshold as integer) else 0 end
            * interval '1 day'
            as date
        )
