{#- The reach of the city's own releases, through kinds of outlet; who did not carry one is told nowhere. -#}
with carriers as (
    select
        carriers.release_id,
        outlets.kind,
        carriers.delay_minutes,
        row_number()
            over (partition by carriers.release_id, carriers.article_id order by carriers.landed_on desc)
            as place
    from {{ ref('stg_classification__release_carriers') }} as carriers
    inner join {{ ref('int_articles_admitted') }} as articles on carriers.article_id = articles.article_id
    inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
),

reached as (
    select
        carriers.release_id,
        carriers.kind,
        count(*) as articles,
        min(carriers.delay_minutes) as delay_minutes_min
    from carriers
    where carriers.place = 1
    group by carriers.release_id, carriers.kind
)

select
    releases.release_id,
    reached.kind,
    releases.title,
    releases.issuing_unit_id,
    coalesce(reached.articles, 0) as articles,
    reached.delay_minutes_min,
    releases.issued_at
from {{ ref('stg_registers__releases') }} as releases
left join reached on releases.release_id = reached.release_id
