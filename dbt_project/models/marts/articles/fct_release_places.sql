{#- Places by kind of outlet alone; a kind that carried nothing has no row, so nobody is listed as silent. -#}
with landed as (
    select
        release_id,
        unit_id,
        landed_on,
        max(landed_on) over (partition by release_id) as last_landed_on
    from {{ ref('stg_classification__release_places') }}
),

kinds as (
    select distinct
        carried.release_id,
        carried.kind
    from {{ ref('int_releases_carried') }} as carried
),

named as (
    select
        kinds.release_id,
        kinds.kind,
        landed.unit_id
    from kinds
    inner join landed
        on
            kinds.release_id = landed.release_id
            and landed.landed_on = landed.last_landed_on
),

reached as (
    select
        carried.release_id,
        carried.kind,
        places.unit_id,
        count(distinct carried.article_id) as articles
    from {{ ref('int_releases_carried') }} as carried
    inner join {{ ref('stg_classification__article_places') }} as places on carried.article_id = places.article_id
    group by carried.release_id, carried.kind, places.unit_id
),

compared as (
    select
        coalesce(named.release_id, reached.release_id) as release_id,
        coalesce(named.kind, reached.kind) as kind,
        coalesce(named.unit_id, reached.unit_id) as unit_id,
        coalesce(reached.articles, 0) as articles,
        named.unit_id is not null as is_in_release
    from named
    full outer join reached
        on
            named.release_id = reached.release_id
            and named.kind = reached.kind
            and named.unit_id = reached.unit_id
)

select * from compared
