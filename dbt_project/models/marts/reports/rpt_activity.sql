{#- One version of the topic model speaks in a period: that of most of its articles. What another version wrote
    counts as unsure until it is classified again, so that a total is never short and no two models are mixed. -#}
with counted as (
    select
        periods.period_id,
        topics.kind,
        topics.topic,
        topics.classifier_version,
        sum(topics.articles) as articles
    from {{ ref('fct_topics_by_kind') }} as topics
    inner join {{ ref('report_periods') }} as periods
        on
            topics.published_date >= periods.starts_on
            and topics.published_date < periods.ends_before
    group by periods.period_id, topics.kind, topics.topic, topics.classifier_version
),

weighed as (
    select
        period_id,
        classifier_version,
        row_number() over (partition by period_id order by sum(articles) desc, classifier_version desc) as place
    from counted
    group by period_id, classifier_version
),

spoken as (
    select
        counted.period_id,
        counted.kind,
        case when counted.classifier_version = weighed.classifier_version then counted.topic else 'unsure' end as topic,
        weighed.classifier_version,
        counted.articles
    from counted
    inner join weighed
        on
            counted.period_id = weighed.period_id
            and weighed.place = 1
)

select
    period_id,
    kind,
    topic,
    classifier_version,
    cast(sum(articles) as bigint) as articles
from spoken
group by period_id, kind, topic, classifier_version
