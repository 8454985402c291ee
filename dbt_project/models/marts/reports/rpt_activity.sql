with counted as (
    select
        periods.period_id,
        outlets.kind,
        topics.topic,
        count(*) as articles
    from {{ ref('fct_articles') }} as articles
    inner join {{ ref('stg_classification__article_topics') }} as topics
        on
            articles.article_id = topics.article_id
            and articles.landed_on = topics.landed_on
    inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
    inner join {{ ref('report_periods') }} as periods
        on
            articles.published_date >= periods.starts_on
            and articles.published_date < periods.ends_before
    group by periods.period_id, outlets.kind, topics.topic
)

select
    period_id,
    kind,
    topic,
    cast(articles as bigint) as articles
from counted
