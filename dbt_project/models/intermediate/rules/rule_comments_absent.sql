{#- An item that carries readers' comments or a form for them. -#}
with judged as (
    {{ days_of('comments_absent') }}
),

refused as (
    select
        judged.outlet_id,
        judged.judged_on,
        {{ words_of('judged.asks_for') }} as observation
    from judged
)

select
    refused.outlet_id,
    'comments_absent' as rule_id,
    facts.article_id as evidence_key,
    facts.article_id,
    max(facts.capture_id) as capture_id,
    'against' as bearing,
    'comments_shown' as cause,
    {{ joined('facts.observation') }} as observed_value,
    cast(null as text) as excerpt,
    max(facts.url) as evidence_url,
    refused.judged_on
from refused
inner join {{ ref('int_article_facts_observed') }} as facts
    on
        refused.outlet_id = facts.outlet_id
        and refused.judged_on = facts.published_date
        and refused.observation = facts.observation
where facts.is_present
group by refused.outlet_id, facts.article_id, refused.judged_on
