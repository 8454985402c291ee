{#- A correction not published in time; where the text gives no number or days were not seen, nobody is blamed. -#}
with judged as (
    {{ days_of('correction_timely') }}
),

due as (
    select
        judged.outlet_id,
        judged.judged_on,
        judged.threshold,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.correction_capture_id,
        corrections.article_address,
        corrections.medium,
        corrections.starts_on,
        corrections.corrected_on
    from judged
    inner join {{ ref('int_corrections_tracked') }} as corrections
        on
            judged.outlet_id = corrections.outlet_id
            and judged.judged_on = cast(
                corrections.starts_on
                + cast(
                    case
                        when corrections.medium in ('daily', 'broadcast') then coalesce(judged.threshold, 0)
                        else 0
                    end as integer
                ) * interval '1 day'
                as date
            )
),

seen as (
    select
        due.outlet_id,
        due.conclusion_number,
        count(*) as days
    from due
    inner join {{ ref('int_outlet_days_observed') }} as days
        on
            due.outlet_id = days.outlet_id
            and due.starts_on <= days.day
            and due.judged_on >= days.day
    where days.observed_share >= {{ var('observed_share_minimum') }}
    group by due.outlet_id, due.conclusion_number
),

attested as (
    {{ attested_to('corrections_due') }}
),

found as (
    select
        due.outlet_id,
        due.conclusion_number as evidence_key,
        due.correction_article_id as article_id,
        due.correction_capture_id as capture_id,
        case
            when due.corrected_on <= due.judged_on then 'in_favour'
            when due.medium not in ('daily', 'broadcast') or due.threshold is null then 'unclear'
            when attested.complete_to is null then 'unobserved'
            when coalesce(seen.days, 0) <= cast(due.judged_on - due.starts_on as bigint) then 'unobserved'
            else 'against'
        end as bearing,
        case
            when due.corrected_on <= due.judged_on then null
            when due.medium in ('weekly', 'magazine') then 'next_issue_unknown'
            when due.medium not in ('daily', 'broadcast') then 'immediately_without_number'
            when due.threshold is null then 'threshold_unknown'
            when attested.complete_to is null then 'register_incomplete'
            when coalesce(seen.days, 0) <= cast(due.judged_on - due.starts_on as bigint) then 'days_not_observed'
            else 'late_or_missing'
        end as cause,
        cast(due.corrected_on as text) as observed_value,
        due.conclusion_number as excerpt,
        due.article_address as evidence_url,
        due.judged_on
    from due
    left join seen
        on
            due.outlet_id = seen.outlet_id
            and due.conclusion_number = seen.conclusion_number
    left join attested on due.judged_on <= attested.complete_to
)

{{ evidence('correction_timely', has='article_id capture_id excerpt evidence_url') }}
