{#- What a report rests on that a classifier wrote, by version: more than one in a period, and the report says so. -#}
with classified as (
    select
        'topics' as classification,
        topics.classifier_version,
        topics.articles,
        topics.published_date
    from {{ ref('fct_topics_by_kind') }} as topics
    union all
    select
        'reprints' as classification,
        reprints.classifier_version,
        count(distinct reprints.reprint_article_id) as articles,
        articles.published_date
    from {{ ref('stg_classification__reprints') }} as reprints
    inner join {{ ref('int_articles_admitted') }} as articles on reprints.reprint_article_id = articles.article_id
    group by reprints.classifier_version, articles.published_date
),

counted as (
    select
        periods.period_id,
        classified.classification,
        classified.classifier_version,
        cast(sum(classified.articles) as bigint) as articles
    from classified
    inner join {{ ref('report_periods') }} as periods
        on
            classified.published_date >= periods.starts_on
            and classified.published_date < periods.ends_before
    group by periods.period_id, classified.classification, classified.classifier_version
)

select * from counted
