{#- What was read of each article of what some rule asks for. Absent is what two captures a day apart lack, the place
    where it belongs seen; anything else that is not there was not read. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('published_date') }}",
        indexes=indexed_by('published_date'),
        meta={'day_column': 'published_date'}
    )
}}

with asked as (
    select distinct {{ words_of("replace(versions.asks_for, '|', ' ')") }} as fact
    from {{ ref('rule_versions') }} as versions
    inner join {{ ref('rules') }} as rules on versions.rule_id = rules.rule_id
    where rules.grain = 'article' and versions.asks_for is not null
)

select
    facts.article_id,
    facts.outlet_id,
    facts.observation as fact,
    case
        when facts.is_present or absences.bearing = 'in_favour' then 'present'
        when absences.bearing = 'against' then 'absent'
        else 'unread'
    end as state,
    case
        when facts.is_present then null
        when absences.cause is not null then absences.cause
        when facts.place = 'unread' then 'place_unread'
        when facts.place <> 'seen' then 'place_not_read'
        else 'seen_missing_once'
    end as cause,
    facts.place,
    facts.capture_id,
    absences.earlier_capture_id,
    facts.published_date,
    absences.first_missing_at,
    absences.last_missing_at
from {{ ref('int_article_facts_observed') }} as facts
inner join asked on facts.observation = asked.fact
left join {{ ref('int_article_absences_confirmed') }} as absences
    on
        facts.article_id = absences.article_id
        and facts.capture_id = absences.capture_id
        and facts.observation = absences.observation
where {{ is_touched('facts.published_date') }}
