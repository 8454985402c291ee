{#- What changed from version to version; titles may be shown, of the text only how much. -#}
select
    revisions.capture_id,
    revisions.article_id,
    revisions.outlet_id,
    revisions.previous_capture_id,
    revisions.changed_fields,
    versions.title,
    earlier.title as previous_title,
    revisions.text_sha256,
    revisions.previous_text_sha256,
    cast(row_number() over (
        partition by revisions.article_id order by revisions.captured_at, revisions.capture_id
    ) as bigint) as revision_number,
    cast(revisions.characters_added as bigint) as characters_added,
    cast(revisions.characters_removed as bigint) as characters_removed,
    {{ contains_word('revisions.changed_fields', "'title'") }} as is_title_changed,
    {{ contains_word('revisions.changed_fields', "'text'") }} as is_text_changed,
    {{ contains_word('revisions.changed_fields', "'published_at'") }} as is_time_changed,
    revisions.day as seen_on,
    earlier.published_at as previous_published_at,
    versions.published_at,
    revisions.previous_captured_at,
    revisions.captured_at
from {{ ref('stg_ingestion__article_revisions') }} as revisions
left join {{ ref('stg_ingestion__articles') }} as versions
    on
        revisions.article_id = versions.article_id
        and revisions.capture_id = versions.capture_id
left join {{ ref('stg_ingestion__articles') }} as earlier
    on
        revisions.article_id = earlier.article_id
        and revisions.previous_capture_id = earlier.capture_id
