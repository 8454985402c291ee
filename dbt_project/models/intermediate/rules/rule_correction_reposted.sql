{#- An aggregator that printed an article since corrected, and did not repost the correction on the day it appeared. -#}
with judged as (
    {{ days_of('correction_reposted') }}
),

carried as (
    select
        judged.outlet_id,
        judged.judged_on,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.article_address,
        corrections.correction_url,
        max(reprints.reprint_article_id) as reprint_article_id,
        max(reprints.reprint_capture_id) as reprint_capture_id,
        max(reprints.reprint_url) as reprint_url,
        max(case when corrections.is_correction_backfilled then 1 else 0 end) as is_day_stale,
        min(case when {{ is_copy_unclear('reprints') }} then 1 else 0 end) as is_copy_unclear
    from judged
    inner join {{ ref('int_corrections_tracked') }} as corrections on judged.judged_on = corrections.corrected_on
    inner join {{ ref('int_reprints_directed') }} as reprints
        on
            judged.outlet_id = reprints.reprint_outlet_id
            and corrections.article_address = reprints.original_url
            and reprints.direction = 'known'
            and reprints.shared_origin is null
    group by
        judged.outlet_id,
        judged.judged_on,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.article_address,
        corrections.correction_url
),

reposted as (
    select
        carried.outlet_id,
        carried.conclusion_number,
        max(case when facts.article_id is not null or again.reprint_article_id is not null then 1 else 0 end)
            as is_reposted
    from carried
    left join {{ ref('int_article_facts_observed') }} as facts
        on
            carried.outlet_id = facts.outlet_id
            and carried.judged_on = facts.published_date
            and facts.observation = 'corrected_article'
            and facts.value in (carried.article_address, carried.correction_url, carried.reprint_url)
    left join {{ ref('int_reprints_directed') }} as again
        on
            carried.outlet_id = again.reprint_outlet_id
            and carried.correction_article_id = again.original_article_id
            and carried.judged_on = again.published_date
    group by carried.outlet_id, carried.conclusion_number
),

found as (
    select
        carried.outlet_id,
        carried.conclusion_number as evidence_key,
        carried.reprint_article_id as article_id,
        carried.reprint_capture_id as capture_id,
        case
            when reposted.is_reposted = 1 then 'in_favour'
            when coalesce(days.observed_share, 0) < {{ var('observed_share_minimum') }} then 'unobserved'
            when carried.is_day_stale = 1 or carried.is_copy_unclear = 1 then 'unclear'
            else 'against'
        end as bearing,
        case
            when reposted.is_reposted = 1 then null
            when coalesce(days.observed_share, 0) < {{ var('observed_share_minimum') }}
                then coalesce(days.article_cause, 'share_too_low')
            when carried.is_copy_unclear = 1 then 'copy_uncertain'
            when carried.is_day_stale = 1 then 'first_seen_later'
            else 'not_reposted'
        end as cause,
        carried.correction_url as observed_value,
        carried.conclusion_number as excerpt,
        carried.reprint_url as evidence_url,
        carried.judged_on
    from carried
    inner join reposted
        on
            carried.outlet_id = reposted.outlet_id
            and carried.conclusion_number = reposted.conclusion_number
    left join {{ ref('int_outlet_days_observed') }} as days
        on
            carried.outlet_id = days.outlet_id
            and carried.judged_on = days.day
)

{{ evidence('correction_reposted', has='article_id capture_id excerpt evidence_url') }}
