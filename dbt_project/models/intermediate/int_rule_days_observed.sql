{#- What share of what a rule should have read on a day it read, and what kept it from the rest. -#}
{{ config(materialized='view') }}

with counted as (
    select
        counted.*,
        case counted.grain when 'article' then days.article_cause else days.home_page_cause end as cause_of_fetching,
        case counted.grain when 'article' then coalesce(days.listings_expected, 0) else 0 end as listings_expected,
        case counted.grain when 'article' then coalesce(days.listings_seen, 0) else 0 end as listings_seen,
        counted.admitted - counted.unread as were_read
    from {{ ref('int_rule_reads_counted') }} as counted
    left join {{ ref('int_outlet_days_observed') }} as days
        on
            counted.outlet_id = days.outlet_id
            and counted.judged_on = days.day
    where {{ is_touched('counted.judged_on') }}
)

select
    outlet_id,
    rule_id,
    grain,
    case
        when listings_seen < listings_expected or failed > 0 and failed >= quarantined + waiting + unread
            then cause_of_fetching
        when quarantined > 0 and quarantined >= waiting + unread
            then case when undated * 2 >= quarantined then 'date_not_shown' else 'quarantined' end
        when waiting > 0 and waiting >= unread then 'not_admitted_yet'
        when not_looked_for > 0 then 'not_looked_for'
        when unread > 0 then 'place_unread'
        else cause_of_fetching
    end as cause,
    due,
    admitted,
    quarantined,
    waiting,
    failed,
    unread,
    were_read,
    listings_expected,
    listings_seen,
    cast({{ observed_share('grain', 'listings_expected', 'listings_seen', 'due', 'admitted') }} as float8)
        as admitted_share,
    cast({{ observed_share('grain', 'listings_expected', 'listings_seen', 'due', 'were_read') }} as float8)
        as observed_share,
    {{ is_something_judged('listings_expected', 'listings_seen', 'due', 'were_read') }} as is_judged,
    judged_on
from counted
