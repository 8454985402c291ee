{#- By kind of outlet alone, as topics are. -#}
with places as (
    select distinct
        places.article_id,
        places.unit_id
    from {{ ref('stg_classification__article_places') }} as places
)

select
    places.unit_id,
    outlets.kind,
    count(*) as articles,
    articles.published_date
from {{ ref('int_articles_admitted') }} as articles
inner join places on articles.article_id = places.article_id
inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
group by places.unit_id, outlets.kind, articles.published_date
