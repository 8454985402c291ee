{#- One row a release and article that carries it, as it landed last; the outlet stays behind, its kind goes on. -#}
with placed as (
    select
        carriers.release_id,
        carriers.article_id,
        outlets.kind,
        carriers.containment,
        carriers.delay_minutes,
        row_number()
            over (partition by carriers.release_id, carriers.article_id order by carriers.landed_on desc)
            as place
    from {{ ref('stg_classification__release_carriers') }} as carriers
    inner join {{ ref('int_articles_admitted') }} as articles on carriers.article_id = articles.article_id
    inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
)

select
    release_id,
    article_id,
    kind,
    containment,
    delay_minutes
from placed
where place = 1
