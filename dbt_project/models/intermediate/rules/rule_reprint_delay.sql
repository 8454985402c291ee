{#- An item sooner after the earliest licensed original than allowed, whatever the clocks' uncertainty. An original that
    was first seen on a later day proves no delay: the time that its page shows then may be a later one. -#}
with judged as (
    {{ days_of('reprint_delay') }}
),

reprints as (
    {{ press_reprints() }}
),

press_articles as (
    select
        reprints.*,
        judged.threshold,
        coalesce(reprints.is_original_backfilled, false) as is_time_stale,
        {{ is_copy_unclear('reprints') }} as is_copy_unclear,
        judged.judged_on
    from judged
    inner join reprints
        on
            judged.outlet_id = reprints.reprint_outlet_id
            and judged.judged_on = reprints.published_date
    where reprints.delay_minutes_min < judged.threshold
),

found as (
    select
        reprint_outlet_id as outlet_id,
        reprint_article_id || '<' || original_article_id as evidence_key,
        reprint_article_id as article_id,
        reprint_capture_id as capture_id,
        case
            when delay_minutes_max < threshold and not is_time_stale and not is_copy_unclear then 'against'
            else 'unclear'
        end as bearing,
        case
            when is_copy_unclear then 'copy_uncertain'
            when is_time_stale then 'first_seen_later'
            when delay_minutes_max < threshold then 'too_early'
            else 'clock_uncertain'
        end as cause,
        cast(cast(delay_minutes_min as bigint) as text)
        || case
            when cast(delay_minutes_max as bigint) = cast(delay_minutes_min as bigint) then ''
            else '–' || cast(cast(delay_minutes_max as bigint) as text)
        end as observed_value,
        original_title || ' ' || original_url as excerpt,
        reprint_url as evidence_url,
        judged_on
    from press_articles
)

{{ evidence('reprint_delay', has='article_id capture_id excerpt evidence_url') }}
