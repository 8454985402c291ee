{#- An item in other words than its source: neither is it found there as the measure asks, nor the source in it. -#}
with judged as (
    {{ days_of('source_verbatim') }}
),

closest as (
    select
        judged.outlet_id,
        judged.judged_on,
        reprints.reprint_article_id,
        max(reprints.reprint_capture_id) as capture_id,
        max(reprints.reprint_url) as url,
        max(greatest(reprints.containment, reprints.containment_of_original)) as containment,
        min(case when {{ is_copy_unclear('reprints') }} then 1 else 0 end) as is_copy_unclear,
        max(judged.threshold) as threshold
    from judged
    inner join {{ ref('int_reprints_directed') }} as reprints
        on
            judged.outlet_id = reprints.reprint_outlet_id
            and judged.judged_on = reprints.published_date
    where reprints.direction = 'known' and reprints.shared_origin is null
    group by judged.outlet_id, judged.judged_on, reprints.reprint_article_id
),

found as (
    select
        outlet_id,
        reprint_article_id as evidence_key,
        reprint_article_id as article_id,
        capture_id,
        case
            when is_copy_unclear = 1 then 'unclear'
            else 'against'
        end as bearing,
        case
            when is_copy_unclear = 1 then 'copy_uncertain'
            else 'words_changed'
        end as cause,
        cast(round(cast(containment as numeric), 3) as text) as observed_value,
        url as evidence_url,
        judged_on
    from closest
    where containment < threshold
)

{{ evidence('source_verbatim', has='article_id capture_id evidence_url') }}
