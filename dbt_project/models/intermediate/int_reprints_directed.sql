{#- Pairs of admitted articles of which one is known to print the other; a text of a third is no reprint. -#}
with latest as (
    select
        reprints.*,
        row_number() over (
            partition by reprints.reprint_article_id, reprints.original_article_id order by reprints.landed_on desc
        ) as place
    from {{ ref('stg_classification__reprints') }} as reprints
)

select
    latest.original_article_id,
    latest.reprint_article_id,
    latest.original_outlet_id,
    latest.reprint_outlet_id,
    latest.direction,
    latest.shared_origin,
    latest.passages,
    reprints.canonical_url as reprint_url,
    originals.canonical_url as original_url,
    originals.title as original_title,
    reprints.capture_id as reprint_capture_id,
    latest.containment,
    latest.containment_of_original,
    latest.delay_minutes_min,
    latest.delay_minutes_max,
    latest.is_earliest_original,
    originals.is_backfilled as is_original_backfilled,
    originals.published_date as original_published_date,
    reprints.published_date
from latest
inner join {{ ref('int_articles_admitted') }} as reprints on latest.reprint_article_id = reprints.article_id
inner join {{ ref('int_articles_admitted') }} as originals on latest.original_article_id = originals.article_id
where latest.place = 1
