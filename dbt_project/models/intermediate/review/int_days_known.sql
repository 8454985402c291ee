{#- The last day of which anything is known, by what was captured and what people did: the day of all states,
    so that the same landing and ledger give the same marts on any day. -#}
with known as (
    select max({{ local_date('captures.captured_at') }}) as day
    from {{ ref('stg_ingestion__captures') }} as captures
    union all
    select max({{ local_date('entries.recorded_at') }}) as day
    from {{ ref('stg_ledger__entries') }} as entries
)

select max(day) as known_on
from known
