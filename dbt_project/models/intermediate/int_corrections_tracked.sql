{#- Each conclusion that obliges to correct, with the first correction published; a dispute stops the clock. -#}
with due as (
    select
        corrections.conclusion_number,
        corrections.outlet_id,
        corrections.article_address,
        corrections.correction_address,
        corrections.medium,
        case
            when corrections.contested_to >= corrections.received_on
                then {{ days_after('corrections.contested_to', 1) }}
            else corrections.received_on
        end as starts_on
    from {{ ref('stg_registers__corrections_due') }} as corrections
    where not corrections.is_contested or corrections.contested_to is not null
),

published as (
    select
        due.conclusion_number,
        due.outlet_id,
        articles.article_id,
        articles.capture_id,
        articles.canonical_url,
        articles.is_backfilled,
        articles.published_date,
        row_number() over (
            partition by due.conclusion_number, due.outlet_id order by articles.published_date, articles.article_id
        ) as place
    from due
    inner join {{ ref('int_articles_admitted') }} as articles on due.outlet_id = articles.outlet_id
    left join {{ ref('int_article_facts_observed') }} as facts
        on
            articles.article_id = facts.article_id
            and facts.observation = 'corrected_article'
            and due.article_address = facts.value
    where articles.canonical_url = due.correction_address or facts.article_id is not null
)

select
    due.conclusion_number,
    due.outlet_id,
    due.article_address,
    due.medium,
    published.article_id as correction_article_id,
    published.capture_id as correction_capture_id,
    published.canonical_url as correction_url,
    published.is_backfilled as is_correction_backfilled,
    due.starts_on,
    published.published_date as corrected_on
from due
left join published
    on
        due.conclusion_number = published.conclusion_number
        and due.outlet_id = published.outlet_id
        and published.place = 1
