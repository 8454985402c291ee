{#- The last seven days of each followed outlet beside the four weeks before: how much it publishes, how it is read. -#}
with latest as (
    select max(days.day) as day
    from {{ ref('int_days_judged') }} as days
),

followed as (
    select
        profiles.outlet_id,
        latest.day
    from {{ ref('stg_outlets__outlet_profiles') }} as profiles
    cross join latest
    where profiles.is_followed
),

volumes as (
    select
        followed.outlet_id,
        max(days.listings_expected) > 0 as has_listings,
        max(
            case
                when days.landed > 0 or (days.listings_expected = 0 and days.is_home_page_seen) then days.day
            end
        ) as last_heard_on,
        sum(case when days.day > followed.day - 7 then days.landed else 0 end) as articles,
        count(case when days.day <= followed.day - 7 then 1 end) as days_before,
        sum(case when days.day <= followed.day - 7 then days.landed else 0 end) as articles_before
    from followed
    inner join {{ ref('int_outlet_days_observed') }} as days
        on
            followed.outlet_id = days.outlet_id
            and days.day > followed.day - 35
            and followed.day >= days.day
    group by followed.outlet_id
),

readings as (
    select
        followed.outlet_id,
        avg(case when articles.landed_on > followed.day - 7 then articles.text_characters end) as text_characters,
        avg(case when articles.landed_on <= followed.day - 7 then articles.text_characters end)
            as text_characters_before,
        avg(
            case
                when articles.landed_on > followed.day - 7
                    then case when articles.published_at is null then 1.0 else 0.0 end
            end
        ) as undated_share,
        avg(
            case
                when articles.landed_on <= followed.day - 7
                    then case when articles.published_at is null then 1.0 else 0.0 end
            end
        ) as undated_share_before
    from followed
    inner join {{ ref('stg_ingestion__articles') }} as articles
        on
            followed.outlet_id = articles.outlet_id
            and articles.landed_on > followed.day - 35
            and followed.day >= articles.landed_on
    left join {{ ref('stg_ingestion__article_backfills') }} as backfills on articles.capture_id = backfills.capture_id
    where backfills.capture_id is null
    group by followed.outlet_id
)

select
    followed.outlet_id,
    cast(coalesce(volumes.articles, 0) as bigint) as articles,
    cast(
        case when volumes.days_before >= 14 then volumes.articles_before * 7.0 / volumes.days_before end as float8
    ) as articles_a_week_before,
    cast(readings.text_characters as float8) as text_characters,
    cast(readings.text_characters_before as float8) as text_characters_before,
    cast(readings.undated_share as float8) as undated_share,
    cast(readings.undated_share_before as float8) as undated_share_before,
    coalesce(volumes.has_listings, false) as has_listings,
    volumes.last_heard_on,
    followed.day
from followed
left join volumes on followed.outlet_id = volumes.outlet_id
left join readings on followed.outlet_id = readings.outlet_id
