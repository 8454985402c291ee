{#- A quoted item that carries readers' comments or a form for them; one drawn by a service may be closed. -#}
with judged as (
    {{ days_of('comments_absent') }}
),

refused as (
    select
        judged.outlet_id,
        judged.judged_on,
        {{ words_of('judged.asks_for') }} as observation
    from judged
),

quoted as (
    {{ quoted_articles() }}
),

items_seen as (
    select
        refused.outlet_id,
        refused.judged_on,
        refused.observation,
        articles.article_id,
        articles.capture_id,
        articles.canonical_url as url,
        case
            when facts.article_id is null then 'not_looked_for'
            when facts.place = 'unread' then 'place_unread'
            when facts.place <> 'seen' then 'place_not_read'
            when quoted.article_id is null then 'not_known_to_quote'
            else 'comments_shown'
        end as cause
    from refused
    inner join {{ ref('int_articles_admitted') }} as articles
        on
            refused.outlet_id = articles.outlet_id
            and refused.judged_on = articles.published_date
    left join {{ ref('int_article_facts_observed') }} as facts
        on
            articles.article_id = facts.article_id
            and refused.judged_on = facts.published_date
            and refused.observation = facts.observation
    left join quoted on articles.article_id = quoted.article_id
    where facts.article_id is null or facts.is_present
),

items as (
    select
        items_seen.outlet_id,
        items_seen.judged_on,
        items_seen.article_id,
        max(items_seen.capture_id) as capture_id,
        max(items_seen.url) as url,
        {{ joined('items_seen.observation') }} as observed_value,
        max(case when items_seen.cause = 'comments_shown' then 1 else 0 end) as is_shown,
        max(case when items_seen.cause = 'not_looked_for' then 1 else 0 end) as is_not_looked_for,
        min(items_seen.cause) as cause
    from items_seen
    group by items_seen.outlet_id, items_seen.judged_on, items_seen.article_id
),

found as (
    select
        outlet_id,
        article_id as evidence_key,
        article_id,
        capture_id,
        case
            when is_shown = 1 then 'against'
            when is_not_looked_for = 1 then 'unobserved'
            else 'unclear'
        end as bearing,
        case
            when is_shown = 1 then 'comments_shown'
            when is_not_looked_for = 1 then 'not_looked_for'
            else cause
        end as cause,
        observed_value,
        url as evidence_url,
        judged_on
    from items
)

{{ evidence('comments_absent', has='article_id capture_id evidence_url') }}
