{#- How many of the articles and facts that a rule should have read it did read. A fact is read where it is shown or
    where the place in which it belongs was seen; of alternatives, one that is shown or all that are seen. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('judged_on') }}",
        indexes=indexed_by('judged_on, outlet_id')
    )
}}

with judged as (
    select
        spanned.outlet_id,
        spanned.rule_id,
        spanned.grain,
        spanned.reads,
        spanned.governing_body,
        spanned.judged_on
    from {{ ref('int_rule_days_spanned') }} as spanned
    where spanned.grain in ('article', 'home_page') and {{ mostly('spanned.cause_not_applicable is null') }}
),

asked as (
    select
        judged.outlet_id,
        judged.rule_id,
        judged.grain,
        judged.governing_body,
        judged.judged_on,
        {{ words_of('judged.reads') }} as asked
    from judged
),

alternatives as (
    select
        asked.*,
        {{ words_of('asked.asked', '|') }} as alternative
    from asked
),

article_facts as (
    select
        alternatives.outlet_id,
        alternatives.rule_id,
        alternatives.judged_on,
        alternatives.asked,
        articles.article_id,
        max(
            case
                when facts.is_present or (alternatives.alternative = 'credited_author' and articles.has_byline) then 1
                else 0
            end
        ) as is_shown,
        min(case when facts.place = 'seen' then 1 else 0 end) as is_seen,
        min(case when facts.article_id is null then 0 else 1 end) as is_looked_for
    from alternatives
    inner join {{ ref('int_articles_admitted') }} as articles
        on
            alternatives.outlet_id = articles.outlet_id
            and alternatives.judged_on = articles.published_date
    left join {{ ref('int_article_facts_observed') }} as facts
        on
            articles.article_id = facts.article_id
            and alternatives.alternative = facts.observation
            and alternatives.judged_on = facts.published_date
    where alternatives.grain = 'article'
    group by
        alternatives.outlet_id,
        alternatives.rule_id,
        alternatives.judged_on,
        alternatives.asked,
        articles.article_id
),

unread_articles as (
    select
        article_facts.outlet_id,
        article_facts.rule_id,
        article_facts.judged_on,
        count(distinct article_facts.article_id) as unread,
        count(distinct case when article_facts.is_looked_for = 0 then article_facts.article_id end) as not_looked_for
    from article_facts
    where article_facts.is_shown = 0 and article_facts.is_seen = 0
    group by article_facts.outlet_id, article_facts.rule_id, article_facts.judged_on
),

days as (
    select
        due.outlet_id,
        due.day,
        count(*) as due,
        count(case when due.state = 'admitted' then 1 end) as admitted,
        count(case when due.state = 'quarantined' then 1 end) as quarantined,
        count(case when due.cause = 'date_not_shown' then 1 end) as undated,
        count(case when due.state = 'waiting' then 1 end) as waiting,
        count(case when due.state = 'failed' then 1 end) as failed
    from {{ ref('int_articles_due') }} as due
    where {{ is_touched('due.day') }}
    group by due.outlet_id, due.day
),

articles as (
    select
        judged.outlet_id,
        judged.rule_id,
        judged.grain,
        judged.judged_on,
        coalesce(days.due, 0) as due,
        coalesce(days.admitted, 0) as admitted,
        coalesce(days.quarantined, 0) as quarantined,
        coalesce(days.undated, 0) as undated,
        coalesce(days.waiting, 0) as waiting,
        coalesce(days.failed, 0) as failed,
        coalesce(unread_articles.unread, 0) as unread,
        coalesce(unread_articles.not_looked_for, 0) as not_looked_for
    from judged
    left join days
        on
            judged.outlet_id = days.outlet_id
            and judged.judged_on = days.day
    left join unread_articles
        on
            judged.outlet_id = unread_articles.outlet_id
            and judged.rule_id = unread_articles.rule_id
            and judged.judged_on = unread_articles.judged_on
    where judged.grain = 'article'
),

page_facts as (
    select
        alternatives.outlet_id,
        alternatives.rule_id,
        alternatives.grain,
        alternatives.judged_on,
        alternatives.asked,
        max(case when pages.capture_id is not null then 1 else 0 end) as is_captured,
        max(case when facts.is_present then 1 else 0 end) as is_shown,
        min(case when facts.place = 'seen' then 1 else 0 end) as is_seen,
        min(case when facts.capture_id is null then 0 else 1 end) as is_looked_for
    from alternatives
    left join {{ ref('int_home_pages_captured') }} as pages
        on
            alternatives.outlet_id = pages.outlet_id
            and alternatives.judged_on = pages.day
    left join {{ ref('int_home_page_facts_observed') }} as facts
        on
            pages.capture_id = facts.capture_id
            and alternatives.alternative = facts.observation
            and alternatives.judged_on = facts.day
    where
        alternatives.grain = 'home_page'
        and (alternatives.asked <> 'governing_body' or alternatives.governing_body is not null)
    group by
        alternatives.outlet_id,
        alternatives.rule_id,
        alternatives.grain,
        alternatives.judged_on,
        alternatives.asked
),

pages as (
    select
        page_facts.outlet_id,
        page_facts.rule_id,
        page_facts.grain,
        page_facts.judged_on,
        count(*) as due,
        sum(page_facts.is_captured) as admitted,
        0 as quarantined,
        0 as undated,
        0 as waiting,
        count(*) - sum(page_facts.is_captured) as failed,
        count(case when page_facts.is_captured = 1 and page_facts.is_shown = 0 and page_facts.is_seen = 0 then 1 end)
            as unread,
        count(case when page_facts.is_captured = 1 and page_facts.is_looked_for = 0 then 1 end) as not_looked_for
    from page_facts
    group by page_facts.outlet_id, page_facts.rule_id, page_facts.grain, page_facts.judged_on
)

select articles.*
from articles
union all
select pages.*
from pages
