{#- By kind of outlet alone: what one outlet writes about is nobody's business here. Versions are kept apart. -#}
with topics as (
    select
        topics.article_id,
        topics.topic,
        topics.classifier_version,
        row_number() over (partition by topics.article_id order by topics.landed_on desc) as place
    from {{ ref('stg_classification__article_topics') }} as topics
)

select
    topics.topic,
    outlets.kind,
    topics.classifier_version,
    count(*) as articles,
    articles.published_date
from {{ ref('int_articles_admitted') }} as articles
inner join topics
    on
        articles.article_id = topics.article_id
        and topics.place = 1
inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
group by topics.topic, outlets.kind, topics.classifier_version, articles.published_date
