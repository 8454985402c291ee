with counted as (
    select
        periods.period_id,
        requests.request_kind,
        count(*) as received,
        count(requests.answered_on) as answered
    from {{ ref('fct_press_requests') }} as requests
    inner join {{ ref('report_periods') }} as periods
        on
            requests.received_on >= periods.starts_on
            and requests.received_on < periods.ends_before
    group by periods.period_id, requests.request_kind
)

select
    period_id,
    request_kind,
    cast(received as bigint) as received,
    cast(answered as bigint) as answered,
    cast(received - answered as bigint) as waiting
from counted
