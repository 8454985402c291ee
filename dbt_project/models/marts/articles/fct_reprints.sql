select
    reprints.original_article_id,
    reprints.reprint_article_id,
    reprints.original_outlet_id,
    reprints.reprint_outlet_id,
    reprints.direction,
    reprints.shared_origin,
    reprints.original_url,
    reprints.reprint_url,
    reprints.containment,
    reprints.containment_of_original,
    reprints.delay_minutes_min,
    reprints.delay_minutes_max,
    reprints.is_earliest_original,
    coalesce(
        reprints.direction = 'known'
        and reprints.shared_origin is null
        and reprints.is_earliest_original
        and not ({{ is_copy_unclear('reprints') }}),
        false
    ) as is_counted,
    reprints.original_published_date,
    reprints.published_date as reprint_published_date
from {{ ref('int_reprints_directed') }} as reprints
