{#- An absence counts when no capture shows the fact and two captures at least a day apart lack it, its place seen. -#}
with asked as (
    select distinct
        spanned.outlet_id,
        spanned.judged_on
    from {{ ref('int_rule_days_spanned') }} as spanned
    where
        spanned.grain = 'article'
        and spanned.asks_for is not null
        and {{ mostly('spanned.cause_not_applicable is null') }}
),

absent as (
    select facts.*
    from {{ ref('int_article_facts_observed') }} as facts
    inner join asked
        on
            facts.outlet_id = asked.outlet_id
            and facts.published_date = asked.judged_on
    where not facts.is_present and {{ is_touched('facts.published_date') }}
),

weighed as (
    select
        dated.article_id,
        dated.observation,
        max(case when dated.is_present then 1 else 0 end) as is_shown,
        {{
            first_of(
                "case when not dated.is_present and dated.place = 'seen' then dated.capture_id end", 'dated.seen_at'
            )
        }} as first_capture_id,
        min(case when not dated.is_present and dated.place = 'seen' then dated.seen_at end) as first_missing_at,
        max(case when not dated.is_present and dated.place = 'seen' then dated.seen_at end) as last_missing_at
    from absent
    inner join {{ ref('int_article_observations_dated') }} as dated
        on
            absent.article_id = dated.article_id
            and absent.observation = dated.observation
    group by dated.article_id, dated.observation
),

found as (
    select
        absent.article_id,
        absent.capture_id,
        absent.outlet_id,
        absent.observation,
        weighed.first_capture_id,
        case
            when weighed.is_shown = 1 then 'shown_at_another_capture'
            when absent.place = 'unread' then 'place_unread'
            when absent.place <> 'seen' then 'place_not_read'
            when {{ are_two_captures('weighed.first_missing_at', 'weighed.last_missing_at') }} then 'missing_twice'
            else 'seen_missing_once'
        end as cause,
        absent.published_date,
        weighed.first_missing_at,
        weighed.last_missing_at
    from absent
    left join weighed
        on
            absent.article_id = weighed.article_id
            and absent.observation = weighed.observation
)

select
    article_id,
    capture_id,
    outlet_id,
    observation,
    case cause
        when 'shown_at_another_capture' then 'in_favour'
        when 'missing_twice' then 'against'
        else 'unclear'
    end as bearing,
    cause,
    case when cause = 'missing_twice' then first_capture_id end as earlier_capture_id,
    published_date,
    case when cause = 'missing_twice' then first_missing_at end as first_missing_at,
    case when cause = 'missing_twice' then last_missing_at end as last_missing_at
from found
