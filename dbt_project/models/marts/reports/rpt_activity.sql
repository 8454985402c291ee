with counted as (
    select
        periods.period_id,
        topics.kind,
        topics.topic,
        sum(topics.articles) as articles
    from {{ ref('fct_topics_by_kind') }} as topics
    inner join {{ ref('report_periods') }} as periods
        on
            topics.published_date >= periods.starts_on
            and topics.published_date < periods.ends_before
    group by periods.period_id, topics.kind, topics.topic
)

select
    period_id,
    kind,
    topic,
    cast(articles as bigint) as articles
from counted
